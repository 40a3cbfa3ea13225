import canonicalize from 'canonicalize';
import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import type { KeyHead } from '../../model/ledger/key-head';
import type { KeyId } from '../../model/ids';
import type { Manifest } from '../../model/manifest/manifest';
import { modeOf } from '../../model/manifest/mode-of';
import { policyProblems } from '../../model/manifest/policy-problems';
import type { Problem } from '../../model/rekey-error';
import type { IssuerProfile } from '../../ports';
import { foreignOwner } from './foreign-owner';
import { rollProblems } from './roll-problems';
import { slotProblems } from './slot-problems';
import type { DeclaringWorld } from '../world';

/** Why a declaration is refused, by field and with the remedy; empty when it can be applied. */
export async function declarationProblems(
  world: DeclaringWorld,
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
    ...rollProblems(profile, head, manifest),
    ...formatProblems(profile, manifest),
    ...grantProblems(profile, manifest),
    ...identityProblems(head, manifest),
    ...modeProblems(head, manifest),
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
  // What has not been taken over yet may have been named wrongly.
  if (awaitsAdoption(head)) return problems;
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

/** What is adopted is adopted once; and what is to be observed must be there. */
function modeProblems(head: KeyHead | undefined, manifest: Manifest): Problem[] {
  const { adopt, mode } = manifest;
  if (head?.currentVersionId === undefined) {
    if (mode !== 'observe' || adopt !== undefined) return [];
    return [{ field: 'mode', message: 'there is nothing to observe before a value is issued: adopt one, or enforce' }];
  }
  const before = head.adopted?.adopt;
  if (adopt !== undefined && before === undefined) {
    return [{ field: 'adopt', message: 'the key was issued by Rekey, there is nothing to adopt: drop it' }];
  }
  if (adopt !== undefined && canonicalize(adopt) !== canonicalize(before)) {
    const is = before === undefined || before === 'current' ? 'current' : before.issuerKeyId;
    const message = `is ${is} and cannot change: a key adopts once; release it and declare another one`;
    return [{ field: 'adopt', message }];
  }
  if (adopt === undefined && mode === undefined && modeOf(head.manifest) === 'observe') {
    return [{ field: 'mode', message: 'is missing: without "adopt" it has to be said, observe or enforce' }];
  }
  if (mode === 'observe' && head.rotateAt === undefined) {
    return [{ field: 'mode', message: 'there is nothing to observe before the first value is issued: wait for it' }];
  }
  return [];
}

async function secretProblems(
  world: DeclaringWorld,
  keyId: KeyId,
  manifest: Manifest,
  head: KeyHead | undefined,
): Promise<Problem[]> {
  if (head?.secretArn !== undefined) return [];
  const { name } = manifest.secret;
  const refuse = (field: string, message: string): Problem[] => [{ field, message }];
  if (name.startsWith('rekey/')) {
    return refuse('secret.name', `${name} is among Rekey's own secrets: name one outside "rekey/"`);
  }
  const existing = await world.describeSecret(name);
  const adopts = manifest.adopt !== undefined;
  if (existing === undefined) {
    return adopts ? refuse('adopt', `secret ${name} does not exist: name the one that holds the credential`) : [];
  }
  const owner = await foreignOwner(world, existing, { keyId, issuer: manifest.issuer });
  if (owner !== undefined) return refuse('secret.name', `${name} ${owner}`);
  if (existing.deleted) {
    return refuse('secret.name', `${name} is scheduled for deletion: restore it, or name another one`);
  }
  const ours =
    existing.tags['rekey:key'] === keyId && existing.tags['rekey:installation'] === world.installation.installationId;
  if (ours || adopts) return [];
  return refuse(
    'secret.name',
    `${name} exists and is not ours: adopt what it holds ("adopt: current"), or name another`,
  );
}
