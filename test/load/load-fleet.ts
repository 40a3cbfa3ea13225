import { waitUntil } from '../../demo/wait-until';
import { type KeyId, keyIdSchema } from '../../lib/model/ids';
import type { Ledger } from '../../lib/ports';
import { restless } from '../chaos/at-rest';
import type { InstantStage } from '../local/instant-stage';
import type { LoadPlan, LoadRun } from './load-plan';

/** The keys of a run: those that will fall due, and those whose values will leak. */
export interface LoadFleet {
  herd: KeyId[];
  leaking: KeyId[];
}

/** Nobody waits longer for a first value, in seconds: that of a single key, and for each key besides. */
const patience = { least: 300, aKey: 3 } as const;

/** Declares the keys of a plan and waits until each has its first value and nothing is left to do. Their owner hears of them by the topic alone. */
export async function raiseFleet(set: InstantStage, ledger: Ledger, plan: LoadPlan, run: LoadRun): Promise<LoadFleet> {
  const herd = named('herd', plan.keys);
  const leaking = named('leaking', plan.leaks);
  const all = [...herd, ...leaking];
  run.progress(`declaring ${all.length} keys`);
  const policy = { maxAge: '30d', overlap: '10s', notify: undefined };
  await set.apply(Object.fromEntries(all.map((key) => [key, policy])));
  await waitUntil(
    'the first value of each key',
    patience.least + all.length * patience.aKey,
    async () => {
      run.signal.throwIfAborted();
      const issued = await issuedKeys(ledger);
      run.progress(`first values: ${issued} of ${all.length}`);
      if (issued < all.length) return undefined;
      return (await restless(ledger)) === undefined ? true : undefined;
    },
    3000,
  );
  return { herd, leaking };
}

/** How many keys have a value and are not being rotated. */
async function issuedKeys(ledger: Ledger): Promise<number> {
  let issued = 0;
  let after: string | undefined;
  do {
    const page = await ledger.keys(after);
    issued += page.items.filter(({ rotateAt, rotation }) => rotateAt !== undefined && rotation === undefined).length;
    after = page.next;
  } while (after !== undefined);
  return issued;
}

function named(group: string, count: number): KeyId[] {
  return Array.from({ length: count }, (_, n) => keyIdSchema.parse(`load/${group}-${String(n).padStart(5, '0')}`));
}
