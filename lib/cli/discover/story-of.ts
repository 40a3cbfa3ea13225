import type { JoinedCredential } from './join-discovered';

/** What is known of a credential, in one line; text of others stands in it as it came. */
export function storyOf(
  { createdAt, createdBy, expiresAt, lastUsedAt, secrets }: JoinedCredential,
  now: number,
): string {
  const [, ...others] = secrets;
  const facts = [
    createdAt === undefined ? 'of unknown age' : `made ${createdAt}, ${daysBetween(createdAt, now)} days ago`,
    createdBy === undefined ? undefined : `by ${createdBy}`,
    expiresAt === undefined ? 'no expiry' : `expires ${expiresAt}`,
    lastUsedAt === undefined ? 'never used, as far as the issuer says' : `last used ${lastUsedAt}`,
    others.length === 0 ? undefined : `it also stands in ${others.map(({ name }) => name).join(', ')}`,
  ];
  return facts.filter((fact) => fact !== undefined).join('; ');
}

function daysBetween(from: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(from)) / 86_400_000));
}
