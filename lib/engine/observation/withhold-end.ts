import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import type { Change } from '../amend';
import type { NotWithheld } from './not-withheld';
import type { WorkerWorld } from '../world';
import { isToBeContained } from './is-to-be-contained';
import { wouldHave } from './would-have';

/** The end of a version of an observed key, replaced before or at its hard end, is told and not carried out. One that leaked, and one that was never current, end all the same. */
export async function withholdEnd(
  world: WorkerWorld,
  head: KeyHead,
  work: WorkOf<'retire'> | WorkOf<'expire'>,
): Promise<Change | { skip: NotWithheld }> {
  const version = await world.ledger.version(head.keyId, work.versionId);
  if (head.status === 'released' || version?.state !== (work.kind === 'retire' ? 'retiring' : 'current')) {
    return { skip: 'act' };
  }
  // Its issuer ended it when it rolled: nothing is done, only recorded.
  if (version.rolled !== undefined) return { skip: 'act' };
  // What only alerts does no more than that.
  if (work.kind === 'expire' && head.manifest.expiry === 'alert') return { skip: 'act' };
  if (version.due === undefined) return { skip: 'done' };
  if (isBefore(version, work, world.clock.now())) return { skip: 'act' };
  if (await isToBeContained(world, head, version)) return { skip: 'act' };
  const { versionId, cause } = version;
  return {
    ...wouldHave(world, head, { what: work.kind, versionId, cause, why: reasonFor(version, work) }),
    versions: [{ ...version, due: undefined }],
  };
}

/** Too early: whoever carries it out sends it again for its time. */
function isBefore({ due, retireAt, revokeAt }: Version, { kind }: { kind: string }, now: string): boolean {
  const at = kind === 'retire' ? (revokeAt ?? retireAt) : due?.at;
  return at !== undefined && at > now;
}

function reasonFor({ retireAt, disabledAt }: Version, { kind }: { kind: string }): string {
  if (kind === 'expire') return 'it reached its hard end without a successor';
  const off = disabledAt === undefined ? '' : `; it stays switched off, as it is since ${disabledAt}`;
  return `its overlap is over since ${retireAt ?? 'now'}${off}`;
}
