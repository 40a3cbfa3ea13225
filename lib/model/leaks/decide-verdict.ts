import type { Verdict } from './incident';
import type { Instant } from '../instant';
import type { Version } from '../ledger/version';

/** What is known of a sighting when the verdict is made. */
export interface VerdictInputs {
  possession: boolean;
  exposure: Verdict['inputs']['exposure'];
  /** What was claimed by somebody who may not attest it. */
  claimed?: Verdict['inputs']['exposure'];
  /** Who says what the exposure is. */
  attestedBy: string;
  sender?: Verdict['inputs']['sender'];
  trust?: Verdict['inputs']['trust'];
}

/** The verdict on a version that was seen where it should not be, with its reason. */
export function decideVerdict(
  version: Pick<Version, 'state' | 'revokedAt' | 'deadAt'>,
  inputs: VerdictInputs,
  at: Instant,
): Verdict {
  const of = (kind: Verdict['kind'], reason: string): Verdict => ({
    kind,
    reason,
    at,
    inputs: { ...inputs, versionState: version.state },
  });
  if (version.state === 'dead') return of('dismiss', `dead since ${version.deadAt ?? 'before'}`);
  if (version.state === 'revoked')
    return of('dismiss', `revoked already, at ${version.revokedAt ?? 'an earlier time'}`);
  if (inputs.exposure === 'public') return of('kill', `public, as attested by ${inputs.attestedBy}, and alive`);
  if (inputs.exposure === 'private')
    return of('overlap', `private, as told by ${inputs.attestedBy}, and alive: replaced first`);
  if (inputs.claimed === 'public') {
    return of('overlap', `claimed public by ${inputs.attestedBy}, which may not attest it, and alive: replaced first`);
  }
  const known = inputs.possession ? 'possession alone' : 'a claim without the value';
  return of('overlap', `${known}, no public exposure attested, and alive: replaced first`);
}
