import type { Listing } from '../../model/recovery/decide-recovery';
import type { KeyHead } from '../../model/ledger/key-head';
import { labelOf } from '../../model/label';
import type { KeyRecovery } from '../../model/recovery/recovery';
import type { FoundKey } from '../../ports';
import type { WorkerWorld } from '../world';
import { type Looked, lookAtKey } from './look-at-key';
import { recordRecovered } from './record-recovered';
import { takeInVersion, type TookIn } from './take-in-version';

/** What a run of the recovery is about: the issuer's list, and whether it takes in what it finds. */
export interface Run {
  recoveryId: string;
  adopt: boolean;
  tableId: string;
  listing: Listing<FoundKey>;
}

/** Looks at one key, takes in what the ledger does not know of it where that was ordered, and says what there is, or was. @throws IssuerError; RekeyError */
export async function recoverKey(world: WorkerWorld, head: KeyHead, run: Run): Promise<KeyRecovery> {
  const looked = await lookAtKey(world, head, run.listing);
  const problem = looked.problem ?? (run.adopt ? await takeAll(world, looked, run) : undefined);
  const { unknown, gone, strays, current } = looked;
  const differs = unknown.length > 0 || gone.length > 0 || (current !== undefined && current !== head.currentVersionId);
  return {
    keyId: head.keyId,
    issuer: world.issuer.name,
    recoveryId: run.recoveryId,
    at: world.clock.now(),
    state: problem !== undefined ? 'blocked' : run.adopt ? 'recovered' : differs ? 'differs' : 'intact',
    unknown,
    gone,
    strays,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Every version by itself, the key as a whole last: interrupted anywhere, the next run goes on. */
async function takeAll(world: WorkerWorld, looked: Looked, run: Run): Promise<string | undefined> {
  const { head, secretArn } = looked;
  let recovered = looked;
  for (const unknown of looked.unknown) {
    const found = run.listing.byLabel.get(labelOf(world.installation.installationId, head.keyId, unknown.versionId));
    const of = secretArn === undefined ? undefined : { head, secretArn, found };
    const took: TookIn = of === undefined ? { kind: 'no credential' } : await takeInVersion(world, of, unknown);
    if (unknown.as !== 'current') continue;
    if (took.kind === 'copy') recovered = { ...looked, current: took.of, copy: unknown.versionId };
    if (took.kind !== 'no credential') continue;
    return `the current version of secret ${head.manifest.secret.name} holds no credential: put one there, or release the key`;
  }
  await recordRecovered(world, recovered, run.tableId);
  return undefined;
}
