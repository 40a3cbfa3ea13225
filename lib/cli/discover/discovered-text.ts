import type { DiscoveryAnswer } from '../../api/answers/discovery-answer';
import type { FoundSecret } from '../../model/discovery/discovered';
import type { Paint } from '../output/paint';
import type { JoinedCredential } from './join-discovered';
import { obstacles } from './obstacles';

/** What a discovery found, for people: a table, what cannot be adopted and why, and what was not looked into. */
export function discoveredText(
  discovery: DiscoveryAnswer,
  found: { credentials: readonly JoinedCredential[]; ofKeys: readonly FoundSecret[] },
  paint: Paint,
): string {
  const { credentials, ofKeys } = found;
  const table = paint.table(
    ['CREDENTIAL', 'STATE', 'MADE', 'EXPIRES', 'LAST USED', 'BY', 'IN SECRET', 'ADOPT'],
    credentials.map((credential) => [
      nameOf(credential),
      credential.state,
      credential.createdAt?.slice(0, 10) ?? '?',
      credential.expiresAt?.slice(0, 10) ?? '-',
      credential.lastUsedAt?.slice(0, 10) ?? '-',
      credential.createdBy ?? '-',
      credential.secrets.map(({ name, field }) => (field === undefined ? name : `${name} (${field})`)).join(', ') ||
        '?',
      obstacles(credential).length === 0 ? 'yes' : 'no',
    ]),
    `Issuer ${discovery.issuer} holds nothing but what is a key's.`,
  );
  const reasons = credentials.flatMap((credential) =>
    obstacles(credential).map((why) => `${nameOf(credential)} cannot be adopted: ${why}`),
  );
  const places = ofKeys.map(
    ({ name }) => `secret ${name} holds a credential that is a key's already, or was made meanwhile`,
  );
  const unreadable = discovery.unreadable.map(({ name, reason }) => `secret ${name} was not looked into: ${reason}`);
  const notes = [...reasons, ...places, ...unreadable].map((note) => paint.plain(note));
  return [table, ...notes, secretsText(discovery)].join('\n');
}

function nameOf({ ref: { id, label, principal } }: JoinedCredential): string {
  const name = id ?? (label === '' ? '(no name)' : label);
  return principal === undefined ? name : `${name} of ${principal}`;
}

function secretsText({ unread, secrets, issuer }: DiscoveryAnswer): string {
  switch (unread) {
    case 'nothing is opened':
      return `No secret was looked into: rekey.yaml opens none, by issuers.${issuer}.discover.`;
    case 'the issuer cannot say':
      return 'No secret was looked into: this issuer cannot say which credential a value is.';
    case undefined:
      return secrets === 1 ? 'One secret was looked into.' : `${secrets} secrets were looked into.`;
  }
}
