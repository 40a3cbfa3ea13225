import { applyKey } from '../../lib/engine/apply-key';
import { releaseKey } from '../../lib/engine/release-key';
import { requestRevocation } from '../../lib/engine/request-revocation';
import { requestRollBack } from '../../lib/engine/request-roll-back';
import { requestRotation } from '../../lib/engine/request-rotation';
import type { CommandId, VersionId } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import type { Exposure, Finding, LeakReport } from '../../lib/model/leak-report';
import { SecretValue } from '../../lib/model/secret-value';
import { command, operator } from './command';
import type { Credential } from './credential';
import { startMatch, startSweep } from './functions';
import type { KeySpec } from './key-spec';
import { pause } from './pause';
import { canary } from './simulated-issuer';
import type { Simulation } from './simulation';
import { currentVersionIn, secretOf, valueIn } from './truth';
import { cheapFingerprints } from './world-of';

type Operation = (simulation: Simulation, key: KeySpec) => void | Promise<void>;

/** Sends the newest declaration of a key; the operator tries again until it is accepted. */
export function apply(simulation: Simulation, key: KeySpec): void {
  const manifest = key.manifests.at(-1);
  if (manifest === undefined) return;
  command(
    simulation,
    (world) => applyKey(world, { keyId: key.keyId, manifest, actor: operator }),
    () => undefined,
  );
}

function change(simulation: Simulation, key: KeySpec): void {
  const now = key.manifests.at(-1);
  if (now === undefined || key.released) return;
  const { random } = simulation;
  const level = random.whole(1, 3);
  key.manifests.push(
    random.chance(0.5)
      ? { ...now, maxAgeSeconds: random.pick([2, 3, 5]) * 3600 }
      : { ...now, grant: [{ allow: { level }, because: 'reads' }] },
  );
  simulation.disturb();
  apply(simulation, key);
}

function rotateByHand(simulation: Simulation, key: KeySpec): void {
  const commandId = `manual:${simulation.random.hex(8)}` as CommandId;
  command(
    simulation,
    (world) => requestRotation(world, { keyId: key.keyId, actor: operator, commandId }),
    () => undefined,
  );
}

function revokeByHand(simulation: Simulation, key: KeySpec): void {
  const target = someVersion(simulation, key);
  if (target === undefined || key.released) return;
  const { watch, scheduler, random } = simulation;
  const { versionId, credential } = target;
  const commandId = `revoke:${random.hex(8)}` as CommandId;
  // What is ordered may happen from now on.
  if (!watch.killsBegun.has(credential.value)) watch.killsBegun.set(credential.value, scheduler.nowMs);
  const order = { keyId: key.keyId, versionId, reason: 'simulated', actor: operator, commandId };
  command(
    simulation,
    (world) => requestRevocation(world, order),
    () => watch.killsAccepted.add(credential.value),
  );
}

function rollBackByHand(simulation: Simulation, key: KeySpec): void {
  const { watch, random, coverage } = simulation;
  const commandId = `roll-back:${random.hex(8)}` as CommandId;
  watch.rollBacks.set(key.keyId, (watch.rollBacks.get(key.keyId) ?? 0) + 1);
  const order = { keyId: key.keyId, reason: 'simulated', actor: operator, commandId };
  command(
    simulation,
    (world) => requestRollBack(world, order),
    () => coverage.note('roll-back', 'accepted'),
  );
}

function release(simulation: Simulation, key: KeySpec): void {
  key.released = true;
  command(
    simulation,
    (world) => releaseKey(world, { keyId: key.keyId, actor: operator }),
    () => undefined,
  );
}

const reports: Operation = async (simulation, key) => {
  const { random, watch, scheduler, coverage } = simulation;
  const target = random.chance(0.9) ? someVersion(simulation, key) : undefined;
  const value = target?.credential.value ?? `${canary}${random.hex(24)}`;
  const exposure = random.pick<Exposure>(['public', 'public', 'private', 'unknown']);
  const [fingerprint] = await cheapFingerprints.of(new SecretValue(value), ['raw']);
  const finding: Finding = {
    candidates: fingerprint === undefined ? [] : [fingerprint],
    form: key.issuer,
    sighting: { source: 'simulation', file: `file-${random.whole(1, 3)}`, line: 1 },
  };
  const report: LeakReport = {
    reportId: random.hex(12),
    acceptedAt: instantOf(scheduler.nowMs),
    actor: operator,
    source: 'simulation',
    possession: true,
    trust: 'attesting',
    exposure,
    findings: [finding],
  };
  coverage.note('report', target === undefined ? 'unknown value' : exposure);
  if (target !== undefined) {
    if (!watch.leaks.has(value)) watch.leaks.set(value, scheduler.nowMs);
    if (exposure === 'public') {
      if (!watch.killsBegun.has(value)) watch.killsBegun.set(value, scheduler.nowMs);
      watch.killsAccepted.add(value);
    }
  }
  simulation.reports.push(report);
  const copies = random.chance(0.3) ? random.whole(2, 4) : 1;
  for (let copy = 0; copy < copies; copy++) {
    scheduler.after(copy === 0 ? 0 : random.whole(0, 900_000), () => startMatch(simulation, report));
  }
};

function replay(simulation: Simulation): void {
  const { random } = simulation;
  const queue = simulation.queues.length === 0 ? undefined : random.pick(simulation.queues);
  if (queue === undefined || queue.sent.length === 0) return;
  queue.deliver(random.pick(queue.sent), random.next() * 60);
}

function moveLabelByHand(simulation: Simulation, key: KeySpec): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  if (secret === undefined || holder === undefined) return;
  const isOurs = (id: string) => simulation.ledger.table.row('version', key.keyId, id) !== undefined;
  const others = [...secret.versions.keys()].filter(
    (id) => id !== holder && isOurs(id) && valueIn(key, secret, id) !== undefined,
  );
  if (others.length === 0) return;
  const previous = [...secret.versions].find(
    ([id, { labels }]) => labels.has('AWSPREVIOUS') && others.includes(id),
  )?.[0];
  const moveTo = previous ?? simulation.random.pick(others);
  touched(simulation, key);
  simulation.manager.updateSecretVersionStage({
    secretId: secret.name,
    label: 'AWSCURRENT',
    moveTo,
    removeFrom: holder,
  });
  healLater(simulation, key, holder);
}

function putValueByHand(simulation: Simulation, key: KeySpec): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const manifest = key.manifests[0];
  if (secret === undefined || holder === undefined || manifest === undefined) return;
  const issuer = simulation.issuerOf(key.issuer);
  // Where there are no labels, nobody but Rekey uses the issuer's account.
  const value =
    issuer.capabilities.label === 'none'
      ? `${canary}${simulation.random.hex(24)}`
      : issuer.mintByHand({ allow: [] }).value;
  const text =
    manifest.secret.format === 'text' ? value : JSON.stringify({ [manifest.secret.field ?? 'token']: value });
  touched(simulation, key);
  simulation.manager.putSecretValue({ secretId: secret.name, token: simulation.random.hex(32), value: text });
  healLater(simulation, key, holder);
}

function touched(simulation: Simulation, key: KeySpec): void {
  key.foreignMs = simulation.scheduler.nowMs;
  simulation.disturb();
  simulation.trace(() => `somebody else changes the secret of ${key.keyId}`);
}

/** Who broke it mends it, unless Rekey made something of it by then. */
function healLater(simulation: Simulation, key: KeySpec, holder: string): void {
  key.foreignStands = true;
  simulation.scheduler.after(simulation.random.whole(60, 3 * 3600) * 1000, () => {
    const secret = secretOf(simulation, key);
    const now = secret && currentVersionIn(secret);
    key.foreignStands = false;
    const head = simulation.ledger.table.row('head', key.keyId, '')?.body;
    const believed = head?.['currentVersionId'];
    const moveTo = typeof believed === 'string' ? believed : holder;
    if (secret === undefined || now === undefined || now === moveTo) return;
    touched(simulation, key);
    simulation.manager.updateSecretVersionStage({
      secretId: secret.name,
      label: 'AWSCURRENT',
      moveTo,
      removeFrom: now,
    });
    // What Rekey has moved and not yet recorded looks like a stranger's: then it is put right once more.
    healLater(simulation, key, moveTo);
  });
}

function outage(simulation: Simulation, key: KeySpec): void {
  const { random, scheduler, coverage } = simulation;
  const kind = random.pick(['unavailable', 'throttled', 'refuses all'] as const);
  coverage.note('issuer', `outage: ${kind}`);
  simulation.issuerOf(key.issuer).outage = { untilMs: scheduler.nowMs + random.whole(10, 3600) * 1000, kind };
}

/** What people, attackers and bad luck do, and how often each. */
const operations: readonly (readonly [string, number, Operation])[] = [
  ['apply again', 1, apply],
  ['change', 2, change],
  ['rotate by hand', 6, rotateByHand],
  ['roll back', 3, rollBackByHand],
  ['revoke by hand', 2, revokeByHand],
  ['report', 6, reports],
  ['sweep twice', 2, (simulation) => startSweep(simulation)],
  ['replay a message', 4, replay],
  ['move the label by hand', 0.5, moveLabelByHand],
  ['put a value by hand', 0.3, putValueByHand],
  ['pause', 0.7, pause],
  ['release', 0.2, release],
  ['outage', 0.7, outage],
];

/** Does one operation, drawn by weight, to one key. */
export function operate(simulation: Simulation): void {
  const { random, coverage } = simulation;
  const drawn = random.weighted(operations.map((one) => [one, one[1]] as const));
  if (drawn === undefined) return;
  const [name, , act] = drawn;
  const key = random.pick(simulation.keys);
  coverage.note('operation', name);
  simulation.trace(() => `OPERATION ${name}: ${key.keyId}`);
  void act(simulation, key);
}

function someVersion(
  simulation: Simulation,
  key: KeySpec,
): { versionId: VersionId; credential: Credential } | undefined {
  const secret = secretOf(simulation, key);
  if (secret === undefined) return undefined;
  const issuer = simulation.issuerOf(key.issuer);
  const versions = [...secret.versions.keys()].flatMap((id) => {
    const credential = issuer.byValue(valueIn(key, secret, id) ?? '');
    const known = simulation.ledger.table.row('version', key.keyId, id) !== undefined;
    return credential === undefined || !known ? [] : [{ versionId: id as VersionId, credential, id }];
  });
  if (versions.length === 0) return undefined;
  const current = versions.find(({ id }) => id === currentVersionIn(secret));
  return current !== undefined && simulation.random.chance(0.6) ? current : simulation.random.pick(versions);
}
