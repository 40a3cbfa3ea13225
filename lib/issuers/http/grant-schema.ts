import { z } from 'zod';

const common = { required: z.boolean().default(false), refuse: z.array(z.string()).default([]) };

/** One field of a grant. Entries of a manifest merge when a `text` is equal in all of them; a `list` is their union. */
export const grantFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...common,
    oneOf: z.array(z.string()).optional(),
    /** Other words for the same, to the canonical one. */
    same: z.record(z.string(), z.string()).default({}),
  }),
  z.strictObject({
    type: z.literal('list'),
    ...common,
    /** A field that names one member, `project` for `projects`. */
    single: z.string().optional(),
    /** The member that includes all others. */
    all: z.string().optional(),
  }),
]);
export type GrantField = z.infer<typeof grantFieldSchema>;

/** The fields of a grant in canonical order, and the sentence that describes one. */
export const grantSpecSchema = z.strictObject({
  fields: z.record(z.string().min(1), grantFieldSchema),
  /** `${<field>}` stands for the field. */
  describe: z.string().min(1),
});
export type GrantSpec = z.infer<typeof grantSpecSchema>;
