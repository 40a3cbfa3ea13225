import type { Actor } from '../model/ids';

/** The actor of what Rekey does by itself. */
export const rekeyActor = 'rekey' as Actor;
