import type { KeyHead } from '../model/key-head';
import type { KeyId } from '../model/ids';
import type { Manifest } from '../model/manifest';
import { policyProblems } from '../model/policy-problems';
import type { Problem } from '../model/rekey-error';
import type { IssuerProfile } from '../ports';
import { slotProblems } from './slot-problems';
import type { OperatorWorld } from './world';

/** Why a declaration is refused, by field and with the remedy; empty when it can be applied. */
export async function declarationProblems(
  world: OperatorWorld,
  keyId: KeyId,
  manifest: Manifest,
  head: KeyHead | undefined,
): Promise<Problem[]> {
  const profile = world.issuers.get(manifest.issuer);
  if (profile === undefined) {
    const deployed = [...world.issuers.keys()].join(', ') || 'none';
    return [{ field: 'issuer', message: `${manifest.issuer} is not deployed: use one of ${deployed}, or deploy it` }];
  }
  return [
    ...policyProblems(manifest, {
      ...profile.capabilities,
      ...(profile.capabilities.expiry.maxSeconds === undefined
        ? {}
        : { maxExpirySeconds: profile.capabilities.expiry.maxSeconds }),
      minimumIntervalSeconds: world.minimumIntervalSeconds,
    }),
    ...slotProblems(profile, manifest),
    ...formatProblems(profile, manifest),
    ...grantProblems(profile, manifest),
    ...identityProblems(head, manifest),
    ...(await secretProblems(world, keyId, manifest, head)),
  ];
}

/** A credential of several parts fits neither a bare text nor one field. */
function formatProblems({ capabilities }: IssuerProfile, { issuer, secret }: Manifest): Problem[] {
  const { fields } = capabilities;
  if (fields.length === 1) return [];
  const parts = `a credential of ${issuer} has the parts ${fields.join(', ')}`;
  if (secret.format === 'text') return [{ field: 'secret.format', message: `${parts}: use "format: json"` }];
  return secret.field === undefined ? [] : [{ field: 'secret.field', message: `${parts}: drop the field` }];
}

function grantProblems(profile: IssuerProfile, manifest: Manifest): Problem[] {
  if (manifest.unrestricted && manifest.grant.length === 0) return [];
  const { problems } = profile.normalizeGrant(manifest.grant.map(({ allow }) => allow));
  return problems.map((message) => ({ field: 'grant', message }));
}

/** What makes a key another key cannot change under it: its versions live there. */
function identityProblems(head: KeyHead | undefined, manifest: Manifest): Problem[] {
  if (head === undefined) return [];
  const problems: Problem[] = [];
  if (head.manifest.issuer !== manifest.issuer) {
    problems.push({
      field: 'issuer',
      message: `is ${head.manifest.issuer} and cannot change: release this key and declare another one`,
    });
  }
  if (head.manifest.secret.name !== manifest.secret.name) {
    problems.push({
      field: 'secret.name',
      message: `is ${head.manifest.secret.name} and cannot change: release this key and declare another one`,
    });
  }
  if (head.manifest.secret.format !== manifest.secret.format || head.manifest.secret.field !== manifest.secret.field) {
    problems.push({
      field: 'secret',
      message: 'format and field cannot change: consumers read them; release this key and declare another one',
    });
  }
  return problems;
}

async function secretProblems(
  world: OperatorWorld,
  keyId: KeyId,
  manifest: Manifest,
  head: KeyHead | undefined,
): Promise<Problem[]> {
  if (head?.secretArn !== undefined) return [];
  const { name } = manifest.secret;
  if (name.startsWith('rekey/')) {
    return [{ field: 'secret.name', message: `${name} is among Rekey's own secrets: name one outside "rekey/"` }];
  }
  const existing = await world.describeSecret(name);
  if (existing === undefined) return [];
  const owner = await world.ledger.secretOwner(existing.arn);
  if (owner !== undefined && owner !== keyId) {
    return [{ field: 'secret.name', message: `${name} belongs to key ${owner}: name another secret` }];
  }
  const ours =
    existing.tags['rekey:key'] === keyId && existing.tags['rekey:installation'] === world.installation.installationId;
  if (ours && !existing.deleted) return [];
  const why = existing.deleted
    ? 'is scheduled for deletion: restore it, or name another one'
    : 'exists and is not ours: name another one, or remove it';
  return [{ field: 'secret.name', message: `${name} ${why}` }];
}
