import type { IssuerName } from '../model/ids';
import type { SecretValue } from '../model/secret-value';
import type { IssuerProfile } from '../ports/issuer';
import { scannedCharacters } from './reading-limits';

/** Ids taken from one text. */
const idsTaken = 8;

/** The issuers' own ids of credentials that stand in a text, as far as they are no secrets; 8 at most, each once. */
export function publicIdsIn(
  text: SecretValue,
  profiles: readonly IssuerProfile[],
): { issuer: IssuerName; id: string }[] {
  const scanned = text.reveal().slice(0, scannedCharacters);
  const found = profiles.flatMap(({ name, patterns }) =>
    patterns
      .filter((pattern) => pattern.public === true)
      .flatMap(({ regex }) => [...new Set(Array.from(scanned.matchAll(new RegExp(regex, 'g')), ([id]) => id))])
      .map((id) => ({ issuer: name, id })),
  );
  return found.slice(0, idsTaken);
}
