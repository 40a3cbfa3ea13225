/** Seconds that each message is reckoned to take: a rotation of three by one of the two workers that an issuer has at least. */
const aMessage = 1.5;
/** Longer is nobody reckoned to wait, in seconds: a message that got lost is missed by then. */
const most = 3600;

/** How long a message may wait in a queue with so many before it, in seconds. */
export function waitSeconds(ahead: number): number {
  return Math.min(most, Math.ceil(ahead * aMessage));
}
