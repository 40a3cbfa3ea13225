import { plusSeconds } from '../../model/instant';
import { keyHashOf, readLabel } from '../../model/label';
import type { WorkOf } from '../../model/work/work';
import { allKeys } from '../all-keys';
import { finishRecovery } from './finish-recovery';
import { listCredentials } from './list-credentials';
import { recoverKey, type Run } from './recover-key';
import type { WorkerWorld } from '../world';

/** Seconds of its time that an invocation keeps: a key that is begun then is ended by all means. */
const reserveSeconds = 25;

/** Names of strangers that are kept. */
const strangersKept = 50;

/**
 * One stretch of a recovery: the issuer is listed, then key after key is looked at, and taken in where that was ordered, until the time is nearly
 * over; the rest is the next message's. A key that is done is done, whatever comes after it. @throws IssuerError; RekeyError
 */
export async function recover(world: WorkerWorld, work: WorkOf<'recover'>): Promise<void> {
  const { name: issuer } = world.issuer;
  const noted = await world.ledger.issuerRecovery(issuer);
  if (noted === undefined || noted.recoveryId !== work.recoveryId || noted.state === 'done') return;
  const run: Run = { ...work, tableId: await world.ledger.tableId(), listing: await listCredentials(world) };
  let { after, skip } = work;
  for (;;) {
    const page = await world.ledger.keys(after);
    for (const { keyId, manifest, status } of page.items.slice(skip)) {
      if (isNearlyOver(world)) return goOn(world, { ...work, ...(after === undefined ? {} : { after }), skip });
      skip += 1;
      if (manifest.issuer !== issuer || status === 'released') continue;
      const head = await world.ledger.key(keyId);
      if (head === undefined || (run.adopt && head.recoveredIn === run.tableId)) continue;
      await world.ledger.noteRecovery(await recoverKey(world, head, run));
    }
    if (page.next === undefined) break;
    after = page.next;
    skip = 0;
  }
  const strangers = await strangersIn(world, run);
  if (run.adopt) await finishRecovery(world, run.tableId);
  await world.ledger.noteRecovery({ ...noted, state: 'done', strangers, movedAt: world.clock.now() });
}

function isNearlyOver(world: WorkerWorld): boolean {
  return world.clock.now() > plusSeconds(world.deadline, -reserveSeconds);
}

async function goOn(world: WorkerWorld, work: WorkOf<'recover'>): Promise<void> {
  const noted = await world.ledger.issuerRecovery(world.issuer.name);
  if (noted !== undefined) await world.ledger.noteRecovery({ ...noted, movedAt: world.clock.now() });
  const { name: issuer } = world.issuer;
  await world.queues.send({ lane: 'rotations', issuer }, { ...work, dueAt: world.clock.now() });
}

/** Credentials whose label names a key that the ledger does not know: declared since the backup, and to be declared again. */
async function strangersIn(world: WorkerWorld, { listing }: Run): Promise<string[]> {
  const hashes = new Set<string>();
  for await (const { keyId } of allKeys(world.ledger)) hashes.add(keyHashOf(keyId));
  const { installationId } = world.installation;
  const strange = [...listing.byLabel.keys()].filter((label) => {
    const read = readLabel(installationId, label);
    return read !== undefined && !hashes.has(read.keyHash);
  });
  return strange.slice(0, strangersKept);
}
