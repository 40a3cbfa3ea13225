import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { KeyId } from '../../../lib/model/ids';
import type { Simulation } from '../surroundings/simulation';

/** What an operator was told is accepted. */
export interface Wish {
  keyId: KeyId;
  commandId: string;
  kind: 'rotate' | 'roll-back';
  /** Entries of the key when it was ordered, and the version that was current. */
  sequence: number;
  current: string | undefined;
}

/** Entries after which a wish is void, because another version is current than it was meant for, or the key is in nobody's hands. */
const overtaking: ReadonlySet<string> = new Set([
  'version-rolled-back',
  'roll-back-begun',
  'roll-back-refused',
  'credential-taken-over',
  'key-released',
  'key-recovered',
  'would-have',
]);

/** Seconds within which an order is carried out when nothing goes wrong, or its rotation waits for its next try: a message that a pause held back comes again within a quarter of an hour. */
const doneSeconds = 1200;

/** Liveness: an order that was accepted is carried out within a bound, and not only by the schedule, hours later. */
export function checkWishesSoon(simulation: Simulation): void {
  const { watch, scheduler, disturbedMs } = simulation;
  if (watch.quietMs === undefined || scheduler.nowMs < Math.max(watch.quietMs, disturbedMs) + doneSeconds * 1000)
    return;
  checkWishes(simulation);
}

/** An order that was accepted is carried out, or its owner heard why not, or it lies in a dead-letter queue: an outage or a pause loses none. */
function checkWishes(simulation: Simulation): void {
  const { watch, keys } = simulation;
  // A restored ledger has forgotten what was carried out.
  if (watch.restoredMs !== undefined) return;
  for (const wish of watch.wishes) {
    const key = keys.find(({ keyId }) => keyId === wish.keyId);
    if (key === undefined || key.released || key.foreignMs !== undefined || isDone(simulation, wish)) continue;
    if (!isUndelivered(simulation, wish))
      watch.break('an accepted order is carried out', `${wish.keyId}: ${wish.commandId}`);
  }
}

function isDone({ ledger }: Simulation, { keyId, kind, sequence, current }: Wish): boolean {
  // There was nothing to rotate yet: its first value, or why it cannot be adopted, comes of itself.
  if (current === undefined) return true;
  const head = ledger.table.row('head', keyId, '')?.body as unknown as KeyHead | undefined;
  const types = new Set<string>();
  for (let number = sequence + 1; number <= (head?.sequence ?? 0); number++)
    types.add(String(ledger.table.row('entry', keyId, String(number))?.body['type']));
  if (kind === 'roll-back') return [...types].some((type) => type !== 'roll-back-begun' && overtaking.has(type));
  if (head?.rotation !== undefined || head?.rollBack !== undefined) return true;
  return head?.currentVersionId !== current || [...types].some((type) => overtaking.has(type));
}

/** Its message got lost on the way, or died: then it is in a queue that somebody looks after. */
function isUndelivered({ queues }: Simulation, { commandId }: Wish): boolean {
  return queues.some(({ lost, deadLetters }) => [...lost, ...deadLetters].some((body) => body.includes(commandId)));
}
