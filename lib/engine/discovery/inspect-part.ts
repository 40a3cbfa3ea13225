import type { Discovered, FoundCredential } from '../../model/discovery/discovered';
import type { Discovery } from '../../model/discovery/discovery';
import { plusSeconds } from '../../model/instant';
import type { FoundKey } from '../../ports';
import type { WorkerWorld } from '../world';
import { declared } from './declared';
import { step } from './step';

/** A credential is begun while this much of the invocation is left, in seconds. */
const leftSeconds = 15;

/** Asks for what the list did not say of one part's credentials: grant, last use. What is known after it is kept, so that the next try goes on. */
export async function inspectPart(world: WorkerWorld, discovery: Discovery): Promise<Discovery | undefined> {
  const { nextPart, parts, inspected } = discovery;
  if (nextPart >= parts) return step(world, discovery, { state: 'reading' });
  const part = await world.discoveries.part(discovery, nextPart);
  const found: Discovered[] = [];
  let complete = true;
  for (const one of part) {
    const wanting = one.kind === 'credential' && !one.inspected;
    const inTime = plusSeconds(world.clock.now(), leftSeconds) < world.deadline;
    if (wanting && !inTime) complete = false;
    if (!wanting) found.push(one);
    else found.push(inTime ? await inspect(world, one) : one);
  }
  const change = complete ? { nextPart: nextPart + 1, inspected: inspected + part.length } : {};
  return step(world, discovery, change, [{ part: nextPart, found }]);
}

/** One that is gone meanwhile is kept as it was listed. */
async function inspect({ issuer }: WorkerWorld, credential: FoundCredential): Promise<FoundCredential> {
  const { mark, keyId } = credential;
  const seen = await issuer.inspect(credential.ref);
  const use = await issuer.lastUse?.(credential.ref);
  const found: FoundKey = { ...listed(credential), ...seen, ...(use === undefined ? {} : { lastUsedAt: use.at }) };
  return declared(issuer, found, { mark, ...(keyId === undefined ? {} : { keyId }), inspected: true });
}

function listed({ ref, state, createdAt, expiresAt, lastUsedAt, createdBy }: FoundCredential): FoundKey {
  return {
    ref,
    state,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(createdBy === undefined ? {} : { createdBy }),
  };
}
