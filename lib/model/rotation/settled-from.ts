import { type Instant, plusSeconds } from '../instant';

/** Seconds in which whoever is at work has ended, and what it sent last has taken effect. */
const settledSeconds = 300;

/** From when on nothing that was sent before a value became current can end it any more: where values are rolled, a request that comes late ends what is current by then. */
export function settledFrom(currentAt: Instant): Instant {
  return plusSeconds(currentAt, settledSeconds);
}
