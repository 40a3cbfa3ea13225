import canonicalize from 'canonicalize';
import { plusSeconds } from '../../model/instant';
import type { Version } from '../../model/ledger/version';
import { otherValues } from '../../model/rotation/other-values';
import { graceSeconds } from '../../model/schedule/grace';
import { expiresAt } from '../../model/schedule/schedule';
import { readMaterial } from '../../model/secret-format';
import { RekeyError } from '../../model/rekey-error';
import { type Grant, IssuerError } from '../../ports';
import { answerFor } from '../checks/answer-for';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';
import { currentHolder } from './current-holder';
import { declaredGrant, type Minted, policyOf } from './mint';

/**
 * Step 3 at an issuer that rolls in place: one attempt to replace the parent's value, once the rights that the new one will have are what is declared.
 * `gone`: the parent's credential has ended, or is of no use any more, so that there is nothing to roll. @throws IssuerError; `policy` where the rights are others
 */
export async function roll(world: WorkerWorld, claim: Claim): Promise<Minted | 'gone'> {
  const parent = await world.ledger.version(claim.head.keyId, claim.rotation.parent);
  if (parent?.ref === undefined || parent.state === 'revoked' || parent.state === 'dead') return 'gone';
  const wrong = claim.rotation.wrongRights === true || !(await hasDeclaredRights(world, claim, parent));
  if (wrong) return endWrong(world, claim, parent);
  const seconds = await graceFor(world, claim, parent);
  stillHeld(world, claim);
  const { manifest } = claim.head;
  const issuedAt = world.clock.now();
  const expiry = manifest.expiry === 'revoke' && world.issuer.capabilities.expiry.settable;
  try {
    const rolled = await world.issuer.roll?.(parent.ref, {
      graceSeconds: seconds,
      ...(expiry ? { expiresAt: expiresAt(issuedAt, policyOf(claim)) } : {}),
    });
    if (rolled === undefined) throw new IssuerError('unsupported', `${world.issuer.name} does not roll`);
    const at = world.clock.now();
    return { ...rolled, issuedAt, rolled: { at, until: plusSeconds(at, seconds) } };
  } catch (error) {
    if (error instanceof IssuerError && error.kind === 'not_found') return 'gone';
    throw error;
  }
}

/** For how long the issuer is asked to accept the parent's value beside the new one. */
export async function graceFor(world: WorkerWorld, { head }: Claim, parent: Version): Promise<number> {
  const { keyId, incidentId } = parent;
  const incident = incidentId === undefined ? undefined : await world.ledger.incident(keyId, incidentId);
  const most = world.issuer.capabilities.roll?.graceMaxSeconds ?? 0;
  return graceSeconds(head.manifest, parent, { verdict: incident?.verdict.kind, most, now: world.clock.now() });
}

/** A roll keeps the rights: what differs would be found when the value in use has ended already. */
async function hasDeclaredRights(world: WorkerWorld, claim: Claim, parent: Version): Promise<boolean> {
  const actual = await rightsOf(world, claim, parent);
  return actual === undefined || canonicalize(actual) === canonicalize(declaredGrant(world, claim.head.manifest));
}

/**
 * The value in use stays. Where it was rolled already, and no value of its credential is in a grace any more, nobody loses anything: the credential ends, and a fresh one is minted.
 * @throws IssuerError `policy`; RekeyError `refused` when somebody else made another version current
 */
async function endWrong(world: WorkerWorld, claim: Claim, parent: Version): Promise<'gone'> {
  const { ref } = parent;
  if (ref === undefined || (await isInUse(world, claim, parent))) {
    const { issuer } = claim.head.manifest;
    const what = 'the credential may do other things than declared, and its issuer keeps that when it rolls';
    throw new IssuerError('policy', `${what}: put its rights right at ${issuer}, or revoke it`);
  }
  // Somebody may have made a value of it current that was rejected.
  const holder = await currentHolder(world, claim.secretArn);
  if (holder !== parent.versionId) {
    const message = `AWSCURRENT is on version ${holder ?? 'none'}, not on ${parent.versionId}: what that means is looked at first`;
    throw new RekeyError('refused', message);
  }
  stillHeld(world, claim);
  await world.issuer.revoke(ref);
  return 'gone';
}

/** Whether a consumer may still hold an accepted value of a credential: this one, unless its roll ended it, a look found it refused, or, where nobody looks any more, it is refused now; or one before it whose grace is longer. One query. */
async function isInUse(world: WorkerWorld, { head }: Claim, version: Version): Promise<boolean> {
  const now = world.clock.now();
  const refused = (head.findings ?? []).some(
    ({ what, about }) => what === 'credential ended' && about === version.versionId,
  );
  const ended = refused || (head.status === 'released' && (await answerFor(world, version)) === 'dead');
  if (!ended && (version.rolled === undefined || version.rolled.until > now)) return true;
  const versions = await world.ledger.versions(version.keyId);
  return otherValues(version, versions, now).some(({ state }) => state === 'retiring');
}

async function rightsOf(world: WorkerWorld, { secretArn, head }: Claim, parent: Version): Promise<Grant | undefined> {
  switch (world.issuer.capabilities.grants.readableBy) {
    case 'none':
      return undefined;
    case 'admin':
      return parent.ref && (await world.issuer.inspect(parent.ref))?.grant;
    case 'subject': {
      const stored = await world.secrets.read(secretArn, { versionId: parent.versionId });
      const material = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
      const probe = material && (await world.issuer.verify(material));
      return probe?.kind === 'alive' ? probe.grant : undefined;
    }
  }
}
