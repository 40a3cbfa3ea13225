import { z } from 'zod';
import type { KeyId } from '../ids';
import { issuerWorkSchema } from './issuer-work';
import { keyWorkSchema } from './key-work';

/** A message to a worker: work on a key, or on the worker's whole issuer. */
export const workSchema = z.discriminatedUnion('kind', [keyWorkSchema, issuerWorkSchema]);
export type Work = z.infer<typeof workSchema>;

/** Work of one kind. */
export type WorkOf<K extends Work['kind']> = Extract<Work, { kind: K }>;

/** The key that work is on; undefined: it is on the worker's whole issuer. */
export function keyOf(work: Work): KeyId | undefined {
  return 'keyId' in work ? work.keyId : undefined;
}
