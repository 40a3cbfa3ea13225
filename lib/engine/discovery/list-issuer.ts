import { decideMarks } from '../../model/reaping/decide-marks';
import type { Discovery } from '../../model/discovery/discovery';
import { inGroups } from '../../model/in-groups';
import { inParts } from '../../model/ledger/in-parts';
import { declared } from './declared';
import { step } from './step';
import { versionsHere } from './versions-here';
import type { WorkerWorld } from '../world';

/** Parts in one write: a transaction of DynamoDB holds 4 MB, and a part 100 KB at most. */
const partsAtOnce = 20;

/**
 * Lists the issuer, then reads the ledger, so that what was minted and recorded meanwhile is known; keeps what is no living version of
 * a key. Requests: the issuer's list, one page of the index for each hundred keys, one query a key of the issuer, one write for each twenty parts.
 */
export async function listIssuer(world: WorkerWorld, discovery: Discovery): Promise<Discovery | undefined> {
  const listed = await world.issuer.find({});
  const marked = decideMarks(listed, await versionsHere(world), world.installation.installationId);
  const found = marked.map(({ found: credential, mark, keyId }) =>
    declared(world.issuer, credential, { mark, ...(keyId === undefined ? {} : { keyId }) }),
  );
  const parts = inParts(found).map((part, index) => ({ part: index, found: part }));
  let at: Discovery | undefined = discovery;
  for (const some of inGroups(parts, partsAtOnce)) at = at && (await step(world, at, {}, some));
  // Listed anew after a crash, parts are written anew: only what is counted here is ever read.
  return at && step(world, at, { state: 'inspecting', parts: parts.length, credentials: found.length });
}
