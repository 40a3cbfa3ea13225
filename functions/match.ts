import { matchPublicIds } from '../lib/engine/incidents/match-public-ids';
import { matchReport } from '../lib/engine/incidents/match-report';
import { readGithubHint } from '../lib/leaks/github/read-github-hint';
import { readReportMessage } from '../lib/leaks/report-message';
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
    async (body): Promise<void> => {
      const message = readReportMessage(body);
      const world = await coldStart();
      switch (message.kind) {
        case 'report':
          return matchReport(world, message.report);
        case 'hint':
          return matchReport(world, await readGithubHint(await githubColdStart(), message.hint));
        case 'claim': {
          const { kind: _, issuer, ...claim } = message.claim;
          await matchPublicIds(world, { ...claim, ...claimed, issuers: [issuer] });
          return;
        }
        case 'health': {
          const { REKEY_HEALTH_ISSUERS: issuers } = environment(['REKEY_HEALTH_ISSUERS']);
          const by = { acceptedAt: world.clock.now(), ...attestedByHealth } as const;
          const ours = await matchPublicIds(world, { ...message.exposure, ...by, issuers });
          world.telemetry.info('exposure read', { named: message.exposure.ids.length, ours });
        }
      }
    },
    { order: 'at once', onFailure: redeliverSoon },
  ),
);
