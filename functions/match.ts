import { matchPublicIds } from '../lib/engine/incidents/match-public-ids';
import { matchReport } from '../lib/engine/incidents/match-report';
import { readGithubHint } from '../lib/leaks/github/read-github-hint';
import { readReportMessage } from '../lib/leaks/report-message';
import type { LogFields } from '../lib/ports/telemetry';
import { eachRecord } from './wiring/each-record';
import { environment } from './wiring/environment';
import { githubWorld } from './wiring/github-world';
import { invoked } from './wiring/invoked';
import { ledgerWorld } from './wiring/ledger-world';
import { once } from './wiring/once';
import { redeliverSoon } from './wiring/redeliver-soon';

const coldStart = once(ledgerWorld);
const githubColdStart = once(githubWorld);

const claimed = { source: 'ids', possession: false, trust: 'low' } as const;
const attestedByHealth = { source: 'aws-health', possession: false, exposure: 'public', trust: 'attesting' } as const;

/** The queues of accepted reports, of hints, and of AWS Health's events. */
export const handler = invoked(
  eachRecord(
    async (body): Promise<LogFields> => {
      const message = readReportMessage(body);
      const world = await coldStart();
      switch (message.kind) {
        case 'report':
          await matchReport(world, message.report);
          break;
        case 'hint':
          await matchReport(world, await readGithubHint(await githubColdStart(), message.hint));
          break;
        case 'claim': {
          const { kind: _, issuer, ...claim } = message.claim;
          await matchPublicIds(world, { ...claim, ...claimed, issuers: [issuer] });
          break;
        }
        case 'health': {
          const { REKEY_HEALTH_ISSUERS: issuers } = environment(['REKEY_HEALTH_ISSUERS']);
          const by = { acceptedAt: world.clock.now(), ...attestedByHealth } as const;
          const ours = await matchPublicIds(world, { ...message.exposure, ...by, issuers });
          return { message: message.kind, named: message.exposure.ids.length, ours };
        }
      }
      return { message: message.kind };
    },
    { order: 'at once', onFailure: redeliverSoon },
  ),
);
