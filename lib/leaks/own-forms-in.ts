import type { IssuerName } from '../model/ids';
import type { IssuerForms } from './issuer-forms';

/** Matches taken from one text; a text with more is no line of code. */
const matchesTaken = 8;

/** The strings in a text that have the form of an issuer's own values, in the order of issuers, 8 at most. */
export function ownFormsIn(text: string, forms: readonly IssuerForms[]): { value: string; issuer: IssuerName }[] {
  const found: { value: string; issuer: IssuerName }[] = [];
  for (const { issuer, patterns } of forms) {
    for (const pattern of patterns) {
      for (const [value] of text.matchAll(pattern)) {
        if (value.length > 0) found.push({ value, issuer });
        if (found.length === matchesTaken) return found;
      }
    }
  }
  return found;
}
