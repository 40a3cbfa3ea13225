import { Document, isMap, type YAMLMap } from 'yaml';
import type { IssuerName, KeyId } from '../../model/ids';
import { visible } from '../output/visible';
import type { JoinedCredential } from './join-discovered';
import { obstacles } from './obstacles';
import { printableYaml } from './printable-yaml';
import { proposeKeyId } from './propose-key-id';
import { storyOf } from './story-of';

/** What somebody has to say before the file is accepted. */
const unsaid = '?';

/**
 * A keys file that adopts what can be adopted. Text of others is quoted or cleaned by the YAML writer, so none of it is read as YAML; a
 * `"?"` is refused by plan and apply until somebody writes what belongs there.
 */
export function keysFileOf(issuer: IssuerName, credentials: readonly JoinedCredential[], now: number): string {
  const adoptable = credentials.filter((credential) => obstacles(credential).length === 0);
  const taken = new Map<KeyId, JoinedCredential>();
  for (const credential of adoptable) {
    taken.set(proposeKeyId(nameFor(credential), new Set(taken.keys())), credential);
  }
  const document = new Document({
    defaults: { maxAge: '90d', overlap: '7d', expiry: 'alert' },
    keys: Object.fromEntries([...taken].map(([keyId, credential]) => [keyId, declarationOf(issuer, credential)])),
  });
  document.commentBefore = heading(issuer, adoptable.length);
  const keys = document.get('keys');
  for (const [keyId, credential] of taken) commentOn(keys, keyId, visible(storyOf(credential, now)));
  return printableYaml(document).trimEnd();
}

function heading(issuer: IssuerName, count: number): string {
  const lines = [
    ` What issuer ${issuer} holds that is no key's: ${count} to adopt.`,
    ' Write what belongs in place of each "?", then: rekey plan FILE, rekey apply FILE.',
    ' An adopted key is observed until it says "mode: enforce": nothing is rotated or revoked before.',
  ];
  return lines.join('\n');
}

function nameFor({ secrets: [secret], ref }: JoinedCredential): string {
  return secret?.name ?? ref.principal ?? (ref.label === '' ? (ref.id ?? '') : ref.label);
}

function declarationOf(issuer: IssuerName, { ref, allow, secrets: [secret] }: JoinedCredential): object {
  return {
    owner: unsaid,
    purpose: unsaid,
    issuer,
    adopt: { issuerKeyId: ref.id ?? ref.label },
    secret:
      secret === undefined
        ? { name: unsaid }
        : {
            name: secret.name,
            format: secret.format,
            ...(secret.field === undefined ? {} : { field: secret.field }),
          },
    grant: [{ allow: allow ?? unsaid, because: unsaid }],
    consumers: [{ name: unsaid, refresh: unsaid }],
  };
}

function commentOn(keys: unknown, keyId: KeyId, text: string): void {
  const declared = isMap(keys) ? (keys.get(keyId) as YAMLMap | undefined) : undefined;
  if (declared !== undefined) declared.commentBefore = ` ${text}`;
}
