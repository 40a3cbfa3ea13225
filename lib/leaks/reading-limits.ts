/** Characters of a candidate that are looked at; a secret of Secrets Manager holds 65,536 bytes at most (AWS Secrets Manager quotas). */
export const scannedCharacters = 65_536;

/** Shorter strings are no credentials: they would match, and be blotted out of, any text. */
export const shortestReading = 8;

/** Readings of one candidate; the limit of a finding in a leak report. */
export const readingsPerCandidate = 16;

/** Candidates of one report; a longer one is to be sent in parts. */
export const candidatesPerReport = 1000;
