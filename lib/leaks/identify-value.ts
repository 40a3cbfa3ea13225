import type { Fingerprint, IssuerName } from '../model/ids';
import type { SecretValue } from '../model/secret-value';
import { findingsOf, type FindingsWorld } from './findings-of';
import { publicIdsIn } from './public-ids-in';
import { textsWithin } from './texts-within';

/** What can be looked up of a value that somebody holds: nothing that shows it. */
export interface ValueMarks {
  /** Of its readings, best first; 100 at most. */
  fingerprints: Fingerprint[];
  /** Ids of credentials that stand in it, which are no secrets. */
  publicIds: { issuer: IssuerName; id: string }[];
  /** The issuer whose own form it has. */
  form?: IssuerName;
}

/** What one look-up of the ledger takes. */
const fingerprintsTaken = 100;

/** Turns what somebody pasted into fingerprints in memory: bare, in its line, or in a JSON document. It looks nothing up and keeps nothing. */
export async function identifyValue(world: FindingsWorld, pasted: SecretValue): Promise<ValueMarks> {
  const candidates = textsWithin(pasted).map((value) => ({ value, sighting: {} }));
  const findings = await findingsOf(world, 'identify', candidates);
  const form = findings.find((finding) => finding.form !== undefined)?.form;
  return {
    fingerprints: [...new Set(findings.flatMap((finding) => finding.candidates))].slice(0, fingerprintsTaken),
    publicIds: publicIdsIn(pasted, await world.profiles()),
    ...(form === undefined ? {} : { form }),
  };
}
