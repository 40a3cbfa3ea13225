import { z } from 'zod';
import { causeSchema } from '../ledger/cause';
import { actorSchema, commandIdSchema, incidentIdSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

const due = {
  dueAt: instantSchema,
  /** When it could not be done the first time; absent: it was not tried yet. */
  failingSince: instantSchema.optional(),
};
const ofVersion = { keyId: keyIdSchema, versionId: versionIdSchema, ...due };
const ofIncident = { keyId: keyIdSchema, incidentId: incidentIdSchema, ...due };

/** Work on one key. It says what it was meant for, so that a late or repeated message changes nothing. */
export const keyWorkSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rotate'),
    keyId: keyIdSchema,
    commandId: commandIdSchema,
    cause: causeSchema,
    actor: actorSchema,
    /** The version that must still be current; absent: the key has no secret yet. */
    parent: versionIdSchema.optional(),
    /** Roll-backs of the key when this was sent; absent: none. */
    rollBacks: z.number().int().positive().optional(),
    ...due,
  }),
  z.object({
    kind: z.literal('roll-back'),
    keyId: keyIdSchema,
    commandId: commandIdSchema,
    actor: actorSchema,
    reason: z.string(),
    from: versionIdSchema,
    to: versionIdSchema,
    /** Roll-backs that were begun before this one. */
    after: z.number().int().nonnegative(),
    ...due,
  }),
  z.object({ kind: z.literal('adopt'), keyId: keyIdSchema, ...due }),
  z.object({ kind: z.literal('retire'), ...ofVersion }),
  z.object({ kind: z.literal('prove'), ...ofVersion }),
  z.object({ kind: z.literal('expire'), ...ofVersion }),
  z.object({ kind: z.literal('search'), ...ofVersion }),
  z.object({ kind: z.literal('sessions'), ...ofVersion }),
  z.object({ kind: z.literal('check'), keyId: keyIdSchema, ...due }),
  z.object({ kind: z.literal('contain'), ...ofIncident }),
  z.object({ kind: z.literal('remind'), ...ofIncident }),
]);
export type KeyWork = z.infer<typeof keyWorkSchema>;
