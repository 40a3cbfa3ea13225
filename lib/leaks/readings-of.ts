import type { IssuerName } from '../model/ids';
import { SecretValue } from '../model/secret-value';
import { base64Decoded } from './base64-decoded';
import type { IssuerForms } from './issuer-forms';
import { ownFormsIn } from './own-forms-in';
import { plainerTexts } from './plainer-texts';
import { readingsPerCandidate, scannedCharacters, shortestReading } from './reading-limits';

/** What a candidate may have meant. */
export interface Readings {
  /** Best first, no two alike, 16 at most: as it stood, in an issuer's own form, then unwrapped layer by layer. */
  values: SecretValue[];
  /** The issuer whose own form one of them has. */
  form?: IssuerName;
}

/** The readings of a candidate. Only its first 65,536 characters are looked at. */
export function readingsOf(candidate: SecretValue, forms: readonly IssuerForms[]): Readings {
  const found = new Set<string>();
  let form: IssuerName | undefined;
  const add = (text: string): void => {
    if (found.size < readingsPerCandidate && text.trim().length >= shortestReading) found.add(text);
  };
  add(candidate.reveal().slice(0, scannedCharacters));
  // A set is walked in the order of insertion, and what is added on the way is walked too.
  for (const text of found) {
    const own = ownFormsIn(text, forms);
    form ??= own[0]?.issuer;
    for (const { value } of own) add(value);
    for (const plainer of plainerTexts(text)) add(plainer);
    const decoded = base64Decoded(text.trim());
    // Nearly every token is base64 of something: the decoded text counts only where an issuer's form stands in it.
    if (decoded !== undefined && ownFormsIn(decoded, forms).length > 0) add(decoded);
  }
  const values = [...found].map((text) => new SecretValue(text));
  return form === undefined ? { values } : { values, form };
}
