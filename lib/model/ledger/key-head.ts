import { z } from 'zod';
import { adoptionSchema } from '../adoption/adoption';
import { dueSchema } from './due';
import { findingSchema } from '../foreign/finding';
import { hindranceSchema } from '../foreign/health';
import { actorSchema, commandIdSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { manifestSchema } from '../manifest/manifest';
import { observationSchema } from '../adoption/observation';
import { pauseSchema } from '../work/pause';
import { registrarSchema } from '../registration/registrar';
import { rollBackSchema } from '../rotation/roll-back';
import { failureSchema, rotationSchema } from '../rotation/rotation';

/** The head of an org key: its manifest, its place in the chain, and the rotation in flight. Every transition replaces it. */
export const keyHeadSchema = z.object({
  keyId: keyIdSchema,
  status: z.enum(['active', 'released']),
  manifest: manifestSchema,
  registeredBy: actorSchema,
  registeredAt: instantSchema,
  /** Who declares it; absent: a keys file. */
  registrar: registrarSchema.optional(),
  /** Entries so far; the last one's number. */
  sequence: z.number().int().positive(),
  /** Hash of the last entry. */
  headHash: z.string(),
  /** Raised by whoever takes the claim of a rotation; a holder of an older one has lost it. */
  fence: z.number().int().nonnegative(),
  /** Absent until the secret exists; then the version that is to be `AWSCURRENT`, at first the placeholder. */
  currentVersionId: versionIdSchema.optional(),
  /** Absent until the secret is claimed. */
  secretArn: z.string().optional(),
  rotation: rotationSchema.optional(),
  rollBack: rollBackSchema.optional(),
  /** Until when a value may be accepted beside its successor because of a roll that a rotation which gave way may have done; absent: none did. */
  graceUntil: instantSchema.optional(),
  /** Roll-backs that were begun so far, rotations that gave way and releases among them; absent: none. What was sent before the last of them is void, even if its parent is current again. */
  rollBacks: z.number().int().positive().optional(),
  /** The key's own pause, over or not. */
  pause: pauseSchema.optional(),
  /** When another grant was declared last; absent: never. */
  grantChangedAt: instantSchema.optional(),
  /** When the current version is to be replaced; absent while there is none. */
  rotateAt: instantSchema.optional(),
  /** Other rights were declared than those of the current version, and a value with them is not current yet; whatever is declared meanwhile, it is owed at once. */
  valueOwed: z.boolean().optional(),
  /** Why the first value could not be begun, or the existing one not be adopted, and when that is tried again; gone once the secret is claimed. */
  setback: failureSchema.extend({ failures: z.number().int().positive(), nextTryAt: instantSchema }).optional(),
  /** Present once an existing credential was adopted. */
  adopted: adoptionSchema.optional(),
  /** What was not done since the key is only observed; absent while it is enforced. */
  observed: observationSchema.optional(),
  /** The version somebody else made current, as last recorded. */
  foreignVersionId: z.string().optional(),
  /** The version of the secret that holds the current version's value, where somebody stored that once more; absent: its own. */
  copyVersionId: versionIdSchema.optional(),
  /** What others did, and stands; absent: nothing. */
  findings: z.array(findingSchema).optional(),
  /** What stands in the way of a kill, as last told; absent: never looked at. */
  hindrances: z.array(hindranceSchema.shape.what).optional(),
  /** The last commands that were carried out, ten at most: one that comes again is done already. */
  finishedCommands: z.array(commandIdSchema).optional(),
  /** Id of the restored table in which the key was recovered last; absent: never. */
  recoveredIn: z.string().optional(),
  due: dueSchema.optional(),
});
export type KeyHead = z.infer<typeof keyHeadSchema>;
