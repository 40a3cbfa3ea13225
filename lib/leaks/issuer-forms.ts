import type { IssuerName } from '../model/ids';
import type { IssuerProfile } from '../ports/issuer';

/** The forms in which one issuer's values are recognised, ready to run. */
export interface IssuerForms {
  issuer: IssuerName;
  /** Global, so that all matches of a text are found. */
  patterns: readonly RegExp[];
}

/** The forms of all issuers, in their order. */
export function issuerFormsOf(profiles: readonly IssuerProfile[]): IssuerForms[] {
  return profiles.map(({ name, patterns }) => ({
    issuer: name,
    patterns: patterns.map(({ regex }) => new RegExp(regex, 'g')),
  }));
}
