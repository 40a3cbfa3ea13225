import { readSecretChange } from '../lib/aws/secrets/read-secret-change';
import { heedChange } from '../lib/engine/checks/heed-change';
import type { LogFields } from '../lib/ports/telemetry';
import { eachRecord } from './wiring/each-record';
import { invoked } from './wiring/invoked';
import { ledgerWorld } from './wiring/ledger-world';
import { once } from './wiring/once';

const coldStart = once(ledgerWorld);

/** The queue of changes that somebody made to secrets: events of Secrets Manager, its own and CloudTrail's. */
export const handler = invoked(
  eachRecord(
    async (body): Promise<LogFields> => {
      const change = readSecretChange(body);
      const world = await coldStart();
      const heeded = change !== undefined && (await heedChange(world, change));
      if (heeded) world.telemetry.count('CheckOrdered', 1);
      return { heeded };
    },
    { order: 'at once' },
  ),
);
