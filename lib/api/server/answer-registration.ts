import { applyKey } from '../../engine/declaration/apply-key';
import { releaseForStack } from '../../engine/declaration/release-for-stack';
import type { DeclaringWorld } from '../../engine/world';
import { decideIssue } from '../../model/rotation/decide-issue';
import { formatDuration } from '../../model/duration';
import { type Actor, type KeyId, keyIdSchema } from '../../model/ids';
import { secondsBetween } from '../../model/instant';
import { takesIn } from '../../model/manifest/key-pattern';
import { pausesOf } from '../../model/work/pause';
import { type Registrar, stackIdSchema } from '../../model/registration/registrar';
import type { Registration } from '../../model/registration/registration';
import { type Problem, RekeyError } from '../../model/rekey-error';
import { declaredManifest } from './declared-manifest';
import { existingKey } from './existing-key';
import type { OperatorSettings } from './operator-request';

/** What differs from one deployment to another. */
export interface RegistrationSettings extends OperatorSettings {
  account: string;
  region: string;
}

/** What a stack is told, if it is time to tell it something. */
export type RegistrationAnswer =
  | { kind: 'done'; data: Record<string, string> }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting'; next: Registration };

/** Carries a stack's wish a step further: declares the key by the rules of `apply` and waits for its value, or lets it go. Never throws: a failure is an answer, and the log's. */
export async function answerRegistration(
  world: DeclaringWorld,
  registration: Registration,
  settings: RegistrationSettings,
): Promise<RegistrationAnswer> {
  try {
    if (registration.wish === 'release') {
      await release(world, registration, registration.key);
      return { kind: 'done', data: {} };
    }
    return await declare(world, registration, settings);
  } catch (error) {
    const passing = error instanceof RekeyError && error.retryable;
    if (passing && world.clock.now() < registration.until) return { kind: 'waiting', next: registration };
    if (error instanceof RekeyError) return { kind: 'failed', reason: reasonOf(error) };
    const name = error instanceof Error ? error.name : typeof error;
    world.telemetry.warn('registration failed', { key: registration.key, error: name });
    return { kind: 'failed', reason: 'something went wrong at Rekey: the log of its function "declare" says what' };
  }
}

async function declare(
  world: DeclaringWorld,
  registration: Registration,
  settings: RegistrationSettings,
): Promise<RegistrationAnswer> {
  const keyId = keyOf(registration);
  const next = registration.applied ? registration : await apply(world, keyId, registration, settings);
  const head = await existingKey(world.ledger, keyId);
  const now = world.clock.now();
  const pauses = pausesOf(head, await world.ledger.installation(), now);
  const issue = decideIssue(head, pauses, registration.acceptedAt, now);
  if (issue.kind === 'issued') return { kind: 'done', data: { KeyId: keyId, SecretArn: issue.secretArn } };
  if (issue.kind === 'waiting' && now < registration.until) return { kind: 'waiting', next };
  // A failed deployment leaves nothing behind. Only what was never issued: a late message must not let a living key go.
  const made = registration.previous !== keyId && head.rotateAt === undefined;
  if (made) await release(world, registration, keyId);
  return { kind: 'failed', reason: `key ${keyId} was not issued: ${whyNot(registration, issue)}` };
}

async function apply(
  world: DeclaringWorld,
  keyId: KeyId,
  registration: Registration,
  settings: RegistrationSettings,
): Promise<Registration> {
  const { resource, acceptedAt, until, keys } = registration;
  const stackId = stackOf(registration, settings);
  if (keys !== undefined && !takesIn(keys, keyId)) {
    throw new RekeyError('refused', `this registration is for ${keys.join(', ')} and not for key ${keyId}`);
  }
  // Nobody waits for it any more; what was declared after it stands.
  if (world.clock.now() > until) throw new RekeyError('refused', `key ${keyId} was not declared in time`);
  const head = await world.ledger.key(keyId);
  const owner = head?.registrar;
  if (owner?.kind === 'stack' && owner.stackId === stackId && owner.acceptedAt > acceptedAt) {
    throw new RekeyError('refused', `a newer request of this stack for key ${keyId} was carried out`);
  }
  const registrar: Registrar = { kind: 'stack', stackId, resources: [resource], acceptedAt };
  const manifest = declaredManifest(parsed(registration.manifest), settings);
  await applyKey(world, { keyId, manifest, registrar, actor: actorOf(stackId) });
  return { ...registration, applied: true };
}

async function release(world: DeclaringWorld, registration: Registration, key: string): Promise<void> {
  const keyId = keyIdSchema.safeParse(key);
  // A resource that was refused has no key; it is deleted all the same.
  if (!keyId.success) return;
  const { stackId, resource, acceptedAt } = registration;
  await releaseForStack(world, { keyId: keyId.data, stackId, resource, acceptedAt, actor: actorOf(stackId) });
}

function keyOf({ key }: Registration): KeyId {
  const keyId = keyIdSchema.safeParse(key);
  if (keyId.success) return keyId.data;
  throw new RekeyError('bad_input', `key "${key.slice(0, 128)}": ${keyId.error.issues[0]?.message}`);
}

/** A stack elsewhere cannot reach the door by CloudFormation. */
function stackOf({ stackId }: Registration, { account, region }: RegistrationSettings): string {
  const [, , , itsRegion, itsAccount] = stackId.split(':');
  const known = stackIdSchema.safeParse(stackId).success && itsRegion === region && itsAccount === account;
  if (known) return stackId;
  throw new RekeyError('bad_input', `"${stackId.slice(0, 256)}" is no stack of ${account} in ${region}`);
}

function actorOf(stackId: string): Actor {
  return `stack ${stackId}` as Actor;
}

function parsed(manifest = '{}'): unknown {
  try {
    return JSON.parse(manifest);
  } catch {
    throw new RekeyError('bad_input', 'the manifest is not JSON');
  }
}

function whyNot(
  { acceptedAt, until }: Registration,
  issue: { kind: 'waiting'; because?: string } | { kind: 'failed'; reason: string },
): string {
  if (issue.kind === 'failed') return issue.reason;
  const waited = `no value was current after ${formatDuration(secondsBetween(acceptedAt, until))}`;
  return issue.because === undefined ? `${waited}: see "rekey doctor"` : `${waited}; the last try: ${issue.because}`;
}

function reasonOf({ message, problems }: RekeyError): string {
  const lines = problems.filter(({ field }) => field !== '').map(textOf);
  return lines.length === 0 ? message : `${message}: ${lines.join('; ')}`;
}

function textOf({ field, message }: Problem): string {
  return `${field} ${message}`;
}
