import { z } from 'zod';
import { authSchema } from './auth-schema';
import { capabilitiesSchema } from './capabilities-schema';
import { checkReferences } from './check-references';
import { grantSpecSchema } from './grant-schema';
import { jmespathSchema } from './jmespath';
import { errorRuleSchema, operationsSchema } from './operation-schema';
import { safeRegexSchema } from './safe-regex';

/** Where a credential's particulars stand in the issuer's answers. */
const itemSchema = z.strictObject({
  id: jmespathSchema,
  label: jmespathSchema.optional(),
  state: jmespathSchema.optional(),
  /** The issuer's words for states; a word that is not here counts as active. */
  states: z.record(z.string(), z.enum(['active', 'disabled', 'expired', 'revoked'])).default({}),
  createdAt: jmespathSchema.optional(),
  lastUsedAt: jmespathSchema.optional(),
  expiresAt: jmespathSchema.optional(),
  /** Who made it. */
  createdBy: jmespathSchema.optional(),
  grant: z.record(z.string(), jmespathSchema).optional(),
});
export type ItemMapping = z.infer<typeof itemSchema>;

/** An HTTP issuer, described: what to send, how to read the answers, and what it can do. */
export const catalogueSchema = z
  .strictObject({
    kind: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
    title: z.string().min(1),
    /** `value`: the issuer's id is the credential itself, so only the label is kept and finds it again. */
    identity: z.enum(['id', 'value']),
    /** The address, where it is the same for everybody; else the configuration has it. */
    url: z.url({ protocol: /^https$/ }).optional(),
    /** Settings of the configuration that templates use as `${config.<name>}`. */
    settings: z.array(z.string().min(1)).default([]),
    auth: z.strictObject({ admin: authSchema, subject: authSchema }),
    capabilities: capabilitiesSchema,
    grant: grantSpecSchema,
    item: itemSchema,
    operations: operationsSchema,
    errors: z.array(errorRuleSchema).default([]),
    patterns: z.array(z.strictObject({ name: z.string().min(1), regex: safeRegexSchema })).min(1),
  })
  .superRefine(checkReferences);
export type Catalogue = z.infer<typeof catalogueSchema>;
