import { plusSeconds, secondsBetween } from '../../model/instant';
import type { Discovery } from '../../model/discovery/discovery';
import { RekeyError } from '../../model/rekey-error';
import type { WorkOf } from '../../model/work/work';
import { IssuerError } from '../../ports';
import { inspectPart } from './inspect-part';
import { listIssuer } from './list-issuer';
import { readSecrets } from './read-secrets';
import { step } from './step';
import type { WorkerWorld } from '../world';

/** A step is begun while this much of the invocation is left, in seconds; its longest call is an issuer's, of 10 s. */
const stepSeconds = 25;

/** An issuer or a service that does not answer is asked again for so long, in seconds. */
const patienceSeconds = 120;

/**
 * Looks at what an issuer holds that no key is, and at which opened secrets hold some of it; goes on where it stopped, step by step, each
 * written before the next. It changes nothing but its own listing: neither at the issuer, nor in a secret, nor in a chain. @throws IssuerError; RekeyError
 */
export async function discover(world: WorkerWorld, work: WorkOf<'discover'>): Promise<void> {
  let discovery = await world.discoveries.last(world.issuer.name);
  // Replaced by a later one, or a message that came twice.
  while (discovery?.discoveryId === work.discoveryId && !isOver(discovery)) {
    if (plusSeconds(world.clock.now(), stepSeconds) > world.deadline) return goOnLater(world, work);
    discovery = await next(world, work, discovery);
  }
}

function isOver({ state }: Discovery): boolean {
  return state === 'done' || state === 'failed';
}

/** The discovery after one more step; undefined: another worker is at it. */
async function next(
  world: WorkerWorld,
  work: WorkOf<'discover'>,
  discovery: Discovery,
): Promise<Discovery | undefined> {
  try {
    return await takeStep(world, discovery);
  } catch (error) {
    const failure = failureOf(error);
    const patient = secondsBetween(work.dueAt, world.clock.now()) < patienceSeconds;
    if (failure === undefined || (failure.passing && patient)) throw error;
    return step(world, discovery, { state: 'failed', failure: failure.reason.slice(0, 1000) });
  }
}

function takeStep(world: WorkerWorld, discovery: Discovery): Promise<Discovery | undefined> {
  if (discovery.state === 'listing') return listIssuer(world, discovery);
  return discovery.state === 'inspecting' ? inspectPart(world, discovery) : readSecrets(world, discovery);
}

function failureOf(error: unknown): { reason: string; passing: boolean } | undefined {
  if (error instanceof IssuerError) {
    return { reason: error.message, passing: ['throttled', 'unavailable', 'ambiguous'].includes(error.kind) };
  }
  return error instanceof RekeyError ? { reason: error.message, passing: error.retryable } : undefined;
}

async function goOnLater(world: WorkerWorld, work: WorkOf<'discover'>): Promise<void> {
  const later = { ...work, dueAt: world.clock.now() };
  await world.queues.send({ lane: 'rotations', issuer: world.issuer.name }, later);
}
