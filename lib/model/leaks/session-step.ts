import type { SessionEnd } from '../ledger/version';

/** What an incident says of the sessions that were made with the credential. */
export function sessionStep({ accepted, before, liftAt }: SessionEnd): string {
  return accepted
    ? `sessions made before ${before} are refused until ${liftAt}, when the last of them has ended by itself`
    : 'sessions made with it may live on: the issuer did not accept their refusal yet';
}
