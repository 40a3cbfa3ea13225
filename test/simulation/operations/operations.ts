import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import type { CommandId } from '../../../lib/model/ids';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { anotherInstallationMints } from '../surroundings/another-installation';
import { moveLabelByHand, putValueByHand } from './by-hand';
import { command, operator } from './command';
import { decideHeld } from './decide-held';
import { startSweep } from '../surroundings/functions';
import { instantAt } from '../surroundings/instant-at';
import { issuerOutages } from '../trouble/issuer-outage';
import type { KeySpec } from '../surroundings/key-spec';
import { pause } from './pause';
import type { Random } from '../surroundings/random';
import { report } from './report';
import { rollBackByHand } from './roll-back-by-hand';
import { rotateByHand } from './rotate-by-hand';
import type { Simulation } from '../surroundings/simulation';
import { someVersion } from './some-version';
import { straysAppear } from './strays-appear';

type Operation = (simulation: Simulation, key: KeySpec, random: Random) => void | Promise<void>;

/** Seconds after which nothing that was declared before can take effect any more. */
const settledSeconds = 200;

/** Sends the newest declaration of a key; the operator tries again until it is accepted, and sees to it that it stands. */
export function apply(simulation: Simulation, key: KeySpec, accepted: () => void = () => undefined): void {
  const manifest = key.manifests.at(-1);
  if (manifest === undefined) return;
  const acceptedAt = instantAt(simulation.scheduler.nowMs);
  const { stack } = key;
  const declaredBy =
    stack === undefined
      ? {}
      : { registrar: { kind: 'stack' as const, stackId: stack.stackId, resources: [stack.resource], acceptedAt } };
  command(
    simulation,
    `apply ${key.keyId} ${key.manifests.length}`,
    // Tried again, it is the file as it is then, from which the key may be gone.
    async (world) => {
      if (key.released && stack === undefined) return;
      await applyKey(world, {
        keyId: key.keyId,
        manifest: key.manifests.at(-1) ?? manifest,
        actor: operator,
        ...declaredBy,
      });
    },
    () => {
      accepted();
      simulation.scheduler.after(settledSeconds * 1000, () => applyIfOverwritten(simulation, key));
    },
    { insists: true },
  );
}

/** A declaration of before, which took effect late, is no longer what stands in the file. */
function applyIfOverwritten(simulation: Simulation, key: KeySpec): void {
  const { ledger, watch } = simulation;
  const newest = key.manifests.at(-1);
  const stands = ledger.table.row('head', key.keyId, '')?.body['manifest'] as Manifest | undefined;
  if (newest === undefined || stands === undefined || key.released || watch.replays) return;
  const told = ({ mode = 'enforce', maxAgeSeconds, grant, adopt }: Manifest) =>
    JSON.stringify([mode, maxAgeSeconds, grant, adopt]);
  if (told(newest) === told(stands)) return;
  simulation.disturb();
  apply(simulation, key);
}

function change(simulation: Simulation, key: KeySpec, random: Random): void {
  const now = key.manifests.at(-1);
  if (now === undefined || key.released) return;
  const level = random.whole(1, 3);
  // Where values are rolled the rights stay as they are.
  const rolls = simulation.issuerOf(key.issuer).capabilities.roll !== undefined;
  key.manifests.push(
    random.chance(0.5) || rolls
      ? { ...now, maxAgeSeconds: random.pick([2, 3, 5]) * 3600 }
      : { ...now, grant: [{ allow: { level, area: 'all' }, because: 'reads' }] },
  );
  simulation.disturb();
  apply(simulation, key);
}

function revokeByHand(simulation: Simulation, key: KeySpec, random: Random): void {
  const target = someVersion(simulation, key, random);
  if (target === undefined || key.released) return;
  const { watch, scheduler } = simulation;
  const { versionId, credential } = target;
  const commandId = `revoke:${random.hex(8)}` as CommandId;
  // What is ordered may happen from now on.
  if (!watch.killsBegun.has(credential.value)) watch.killsBegun.set(credential.value, scheduler.nowMs);
  const order = { keyId: key.keyId, versionId, reason: 'simulated', actor: operator, commandId };
  command(
    simulation,
    commandId,
    (world) => requestRevocation(world, order),
    () => {
      watch.killsAccepted.add(credential.value);
      watch.ordered.set(credential.value, scheduler.nowMs);
    },
  );
}

function release(simulation: Simulation, key: KeySpec): void {
  const stackId = key.stack?.stackId;
  key.released = true;
  command(
    simulation,
    `release ${key.keyId}`,
    (world) => releaseKey(world, { keyId: key.keyId, actor: operator, stackId }),
    () => {
      key.releasedMs = simulation.scheduler.nowMs;
      // A stack that had it meanwhile has it no longer.
      if (simulation.ledger.table.row('head', key.keyId, '')?.body['status'] === 'released') key.released = true;
    },
  );
}

function replay(simulation: Simulation, _: KeySpec, random: Random): void {
  const queue = simulation.queues.length === 0 ? undefined : random.pick(simulation.queues);
  if (queue === undefined || queue.sent.length === 0) return;
  queue.deliver(random.pick(queue.sent), random.next() * 60);
}

/** From ten seconds to an hour, short ones more often. */
function outage(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, coverage } = simulation;
  const kind = random.pick(issuerOutages);
  coverage.note('issuer', `outage: ${kind}`);
  simulation.issuerOf(key.issuer).outage = { untilMs: scheduler.nowMs + 10_000 * 360 ** random.next(), kind };
}

/** The owner of an adopted key has seen enough: from now on Rekey acts on it. */
function enforce(simulation: Simulation, key: KeySpec): void {
  const now = key.manifests.at(-1);
  if (now?.adopt === undefined || now.mode === 'enforce') return;
  key.manifests.push({ ...now, mode: 'enforce' });
  key.observed = undefined;
  key.enforcedMs = simulation.scheduler.nowMs;
  simulation.disturb();
  apply(simulation, key);
}

/** What may happen to a key that is only observed, and must change nothing. */
const harmless: ReadonlySet<string> = new Set([
  'apply again',
  'report',
  'sweep twice',
  'replay a message',
  'pause',
  'outage',
  'enforce',
  'another installation mints',
  'mints are refused',
]);

/** The issuer gives out nothing for a while, mostly under an hour, whatever it does else; nobody mends that sooner because the adversary has stopped. */
function refuseMints(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler } = simulation;
  const kind = random.pick(['quota', 'policy', 'invalid_grant'] as const);
  simulation.issuerOf(key.issuer).mintsRefused = {
    untilMs: scheduler.nowMs + (600 + random.next() ** 2 * 3.8 * 3600) * 1000,
    kind,
  };
}

/** What people, attackers and bad luck do, and how often each. */
const operations: readonly (readonly [string, number, Operation])[] = [
  ['apply again', 1, (simulation, key) => apply(simulation, key)],
  ['change', 2, change],
  ['rotate by hand', 6, rotateByHand],
  ['roll back', 3, rollBackByHand],
  ['revoke by hand', 2, revokeByHand],
  ['report', 6, report],
  ['sweep twice', 2, (simulation) => startSweep(simulation)],
  ['replay a message', 4, replay],
  ['move the label by hand', 0.5, moveLabelByHand],
  ['put a value by hand', 0.3, putValueByHand],
  ['pause', 0.7, pause],
  ['release', 0.2, release],
  ['enforce', 0.5, enforce],
  ['decide on what is held', 2, decideHeld],
  ['another installation mints', 0.4, anotherInstallationMints],
  ['strays appear', 0.5, straysAppear],
  ['mints are refused', 0.4, refuseMints],
  ['outage', 1.2, outage],
];

/** Does one operation, drawn by weight, to one key; by its number it is the same whatever others there are. */
export function operate(simulation: Simulation, number: number): void {
  const { coverage } = simulation;
  const random = simulation.random.fork(`operation ${number}`);
  const key = random.pick(simulation.keys);
  const acted = key.observed === undefined && key.observing !== true;
  const possible = acted ? operations : operations.filter(([name]) => harmless.has(name));
  const drawn = random.weighted(possible.map((one) => [one, one[1]] as const));
  if (drawn === undefined) return;
  const [name, , act] = drawn;
  coverage.note('operation', name);
  simulation.trace(() => `OPERATION ${number} ${name}: ${key.keyId}`);
  void act(simulation, key, random);
}
