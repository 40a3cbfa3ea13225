import type { SecretValue } from '../model/secret-value';

/** What a source says of a place, before it was cut and cleaned: an attacker's text. */
export interface RawSighting {
  file?: string;
  line?: number;
  url?: string;
  rule?: string;
}

/** One credential-like string as it stood in a report, and where. */
export interface Candidate {
  value: SecretValue;
  /** What the value stands for, where the source says that it is encoded; looked up as well. */
  decoded?: SecretValue;
  sighting: RawSighting;
}
