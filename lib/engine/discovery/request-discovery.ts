import { type Discovery, discoveryIdSchema, type DiscoveryId } from '../../model/discovery/discovery';
import type { Actor, IssuerName } from '../../model/ids';
import { secondsBetween } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import { amendInstallation } from '../amend-installation';
import type { OperatorWorld } from '../world';

/** One that has not moved for so long, in seconds, is taken for lost. */
const lostSeconds = 900;

/** Has a worker look at an issuer, or joins the look that is under way. Who asked stands in the installation's chain. @throws RekeyError `not_found`, `contended` */
export async function requestDiscovery(
  world: OperatorWorld,
  request: { issuer: IssuerName; actor: Actor },
): Promise<{ discoveryId: DiscoveryId; joined: boolean }> {
  const { issuer, actor } = request;
  if (!world.issuers.has(issuer)) {
    throw new RekeyError('not_found', `issuer ${issuer} is not deployed: see "rekey doctor"`);
  }
  const now = world.clock.now();
  const last = await world.discoveries.last(issuer);
  if (last !== undefined && isUnderWay(last) && secondsBetween(last.movedAt, now) < lostSeconds) {
    // Sent once more, in case that whoever asked first got no further than writing it down.
    await begin(world, last, actor);
    return { discoveryId: last.discoveryId, joined: true };
  }
  const discoveryId = discoveryIdSchema.parse(world.ids.random());
  const discovery: Discovery = {
    issuer,
    discoveryId,
    requestedBy: actor,
    requestedAt: now,
    state: 'listing',
    revision: (last?.revision ?? 0) + 1,
    movedAt: now,
    parts: 0,
    credentials: 0,
    inspected: 0,
    nextPart: 0,
    reading: { place: 0 },
    secrets: 0,
    unreadable: [],
  };
  if (!(await world.discoveries.save(discovery))) {
    throw new RekeyError('contended', `somebody else has just asked for a discovery of ${issuer}: try again`);
  }
  await begin(world, discovery, actor);
  return { discoveryId, joined: false };
}

function isUnderWay({ state }: Discovery): boolean {
  return state !== 'done' && state !== 'failed';
}

/** Nothing is looked at before it is written who asked. */
async function begin(world: OperatorWorld, { issuer, discoveryId }: Discovery, actor: Actor): Promise<void> {
  const evidence = { issuer, discoveryId };
  await amendInstallation(world, () => ({ entry: { type: 'discovery-requested', actor, evidence }, told: false }));
  const dueAt = world.clock.now();
  await world.queues.send({ lane: 'rotations', issuer }, { kind: 'discover', discoveryId, dueAt });
}
