import { startWatch } from '../surroundings/functions';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import { canary, type SimulatedIssuer } from '../surroundings/simulated-issuer';
import type { Simulation } from '../surroundings/simulation';
import { currentVersionIn, secretOf, valueIn } from '../surroundings/truth';

/** Somebody moves `AWSCURRENT` to another version, mostly back to the one before. */
export function moveLabelByHand(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  if (secret === undefined || secret.deleted || holder === undefined) return;
  const isOurs = (id: string) => simulation.ledger.table.row('version', key.keyId, id) !== undefined;
  const others = [...secret.versions.keys()].filter(
    (id) => id !== holder && isOurs(id) && valueIn(key, secret, id) !== undefined,
  );
  if (others.length === 0) return;
  const previous = [...secret.versions].find(
    ([id, { labels }]) => labels.has('AWSPREVIOUS') && others.includes(id),
  )?.[0];
  const moveTo = previous ?? random.pick(others);
  touched(simulation, key, random);
  simulation.manager.updateSecretVersionStage({
    secretId: secret.name,
    label: 'AWSCURRENT',
    moveTo,
    removeFrom: holder,
  });
  healLater(simulation, key, holder, random);
}

/** Somebody puts another credential, or nonsense, into the secret. */
export function putValueByHand(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const manifest = key.manifests[0];
  if (secret === undefined || secret.deleted || holder === undefined || manifest === undefined) return;
  const issuer = simulation.issuerOf(key.issuer);
  // Where the issuer cannot say it, its owner's word is taken for which credential is adopted: nobody lies about that here.
  if (issuer.family.mute === true && manifest.adopt !== undefined && !isKnown(simulation, key, holder)) return;
  // Where there are no labels, nobody but Rekey uses the issuer's account.
  const value =
    issuer.capabilities.label === 'none'
      ? `${canary}${random.hex(24)}`
      : issuer.mintByHand({ allow: grantByHand(key, issuer) }, random).value;
  const text =
    manifest.secret.format === 'text' ? value : JSON.stringify({ [manifest.secret.field ?? 'token']: value });
  touched(simulation, key, random);
  simulation.manager.putSecretValue({ secretId: secret.name, token: random.hex(32), value: text });
  healLater(simulation, key, holder, random);
}

/** Somebody takes `AWSCURRENT` off, so that no version holds it, and mostly leaves it to Rekey to put it back. AWS refuses that, the local endpoint does not. */
export function takeLabelOff(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  if (secret === undefined || secret.deleted || holder === undefined) return;
  touched(simulation, key, random);
  key.lostLabel = holder;
  simulation.manager.takeLabelOff(secret.name, holder);
  // What Rekey does not know yet it cannot put back, and keys that live for days would not be at rest before the daily look. What leaked it does not put back, nor can it replace that at a full issuer.
  const long = simulation.keys.length > 3;
  const few = simulation.issuerOf(key.issuer).capabilities.maxActive !== null;
  if (random.chance(0.3) || long || few || !isKnown(simulation, key, holder))
    healLater(simulation, key, holder, random);
}

function isKnown({ ledger }: Simulation, { keyId }: KeySpec, versionId: string): boolean {
  return ledger.table.row('version', keyId, versionId) !== undefined;
}

/** What it may do: something else than declared, which the next rotation puts right; where that keeps the rights, what is declared. */
function grantByHand({ manifests }: KeySpec, { capabilities }: SimulatedIssuer): unknown[] {
  return capabilities.roll === undefined ? [] : (manifests.at(-1)?.grant.map(({ allow }) => allow) ?? []);
}

function touched(simulation: Simulation, key: KeySpec, random: Random): void {
  key.foreignMs = simulation.scheduler.nowMs;
  simulation.disturb();
  simulation.trace(() => `somebody else changes the secret of ${key.keyId}`);
  tell(simulation, key, random);
}

/** Secrets Manager tells of a move once, or twice, or not at all. */
function tell(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, coverage } = simulation;
  for (let times = random.pick([0, 1, 1, 1, 2]); times > 0; times--) {
    scheduler.after(random.whole(300, 20_000), () => {
      const secret = secretOf(simulation, key);
      const movedTo = secret && currentVersionIn(secret);
      coverage.note('event', 'label updated');
      if (secret !== undefined) startWatch(simulation, { arn: secret.arn, ...(movedTo && { movedTo }) });
    });
  }
}

/** Who broke it mends it, unless Rekey made something of it by then. */
function healLater(simulation: Simulation, key: KeySpec, holder: string, random: Random): void {
  key.foreignStands = true;
  simulation.scheduler.after(random.whole(60, 3 * 3600) * 1000, () => {
    const secret = secretOf(simulation, key);
    const now = secret && currentVersionIn(secret);
    // What is scheduled for deletion nobody can put right.
    if (secret?.deleted === true) return healLater(simulation, key, holder, random);
    key.foreignStands = false;
    const head = simulation.ledger.table.row('head', key.keyId, '')?.body;
    const believed = head?.['currentVersionId'];
    const moveTo = typeof believed === 'string' && !simulation.watch.forgetful ? believed : holder;
    if (secret === undefined || now === moveTo) return;
    touched(simulation, key, random);
    simulation.manager.updateSecretVersionStage({
      secretId: secret.name,
      label: 'AWSCURRENT',
      moveTo,
      ...(now && { removeFrom: now }),
    });
    // What Rekey has moved and not yet recorded looks like a stranger's: then it is put right once more.
    healLater(simulation, key, moveTo, random);
  });
}
