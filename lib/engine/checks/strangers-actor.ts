import type { Actor } from '../../model/ids';

/** The actor of what somebody else did behind Rekey's back: CloudTrail knows who. */
export const strangersActor = 'unknown' as Actor;
