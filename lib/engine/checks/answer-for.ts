import type { Answered } from '../../model/foreign/seen-key';
import type { Version } from '../../model/ledger/version';
import type { WorkerWorld } from '../world';
import { adminRefusal } from './admin-refusal';
import { answerOf } from './answer-of';
import { materialOf } from './material-of';

/** What the issuer says of the value of a version: refused is one twice, while its administrator is let in. One read and up to four calls. */
export async function answerFor(world: WorkerWorld, version: Version): Promise<Answered> {
  const material = await materialOf(world, version);
  if (material === undefined || (await adminRefusal(world)) !== undefined) return 'unclear';
  return (await answerOf(world, material, true)).value;
}
