import { z } from 'zod';
import { issuerErrorKinds } from '../../ports/issuer-error';
import { jmespathSchema } from './jmespath';
import { jsonTemplateSchema, templateSchema } from './template-schema';

/** The operations of an issuer that a catalogue can describe. */
export const operationNames = [
  'mint',
  'roll',
  'find',
  'findByLabel',
  'inspect',
  'verify',
  'disable',
  'revoke',
  'checkAdmin',
] as const;
export type OperationName = (typeof operationNames)[number];

const statusesSchema = z.array(z.number().int().min(200).max(599)).min(1);

/** A request: method, path below the issuer's address, headers, and a JSON or form body. */
export const requestSchema = z
  .strictObject({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    /** Begins with `/`; each expression in it is percent-encoded. */
    path: templateSchema.refine((path) => path.startsWith('/'), 'begins with "/"'),
    headers: z.record(z.string().min(1), templateSchema).default({}),
    json: jsonTemplateSchema.optional(),
    form: z.record(z.string().min(1), templateSchema).optional(),
    /** Seconds for all of the request. @default 10 */
    timeoutSeconds: z.number().positive().max(60).default(10),
  })
  .refine((request) => request.json === undefined || request.form === undefined, 'has either json or form');
export type RequestTemplate = z.infer<typeof requestSchema>;

/** How a list goes on: by page number until a page is empty, by a cursor from the answer, by an address in it, or by the `Link` header. */
export const pagingSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('number'), parameter: z.string().min(1), first: z.number().int().default(1) }),
  z.strictObject({ by: z.literal('cursor'), parameter: z.string().min(1), next: jmespathSchema }),
  z.strictObject({ by: z.literal('address'), next: jmespathSchema }),
  z.strictObject({ by: z.literal('link') }),
]);
export type Paging = z.infer<typeof pagingSchema>;

const done = { request: requestSchema, ok: statusesSchema };
const listed = { ...done, items: jmespathSchema, paging: pagingSchema.optional() };

/** What the issuer is asked for each operation, and which statuses mean that it was done. */
export const operationsSchema = z.strictObject({
  /** `at`: where in the answer the credential stands; `fields`: where below that the parts of the value are. */
  mint: z.strictObject({ ...done, at: jmespathSchema.default('@'), fields: z.record(z.string(), jmespathSchema) }),
  /** Replaces the value of a credential; `at` and `fields` as with `mint`. */
  roll: z
    .strictObject({ ...done, at: jmespathSchema.default('@'), fields: z.record(z.string(), jmespathSchema) })
    .optional(),
  find: z.strictObject(listed),
  findByLabel: z.strictObject(listed).optional(),
  inspect: z.strictObject({ ...done, at: jmespathSchema.default('@'), gone: statusesSchema }).optional(),
  /** Any status in neither list is an error, never a death. */
  verify: z
    .strictObject({
      request: requestSchema,
      alive: statusesSchema,
      dead: statusesSchema,
      grant: z.record(z.string(), jmespathSchema).optional(),
      /** Where the answer names the credential that asked, by the issuer's own id. */
      id: jmespathSchema.optional(),
    })
    .refine((verify) => !verify.alive.some((status) => verify.dead.includes(status)), 'a status is alive and dead'),
  disable: z.strictObject(done).optional(),
  /** `ok` names the status for a key that is gone already. */
  revoke: z.strictObject(done),
  checkAdmin: z.strictObject(done),
});
export type Operations = z.infer<typeof operationsSchema>;

/** What an answer means where the usual reading of its status is wrong; the first rule that fits counts. */
export const errorRuleSchema = z
  .strictObject({
    operation: z.enum(operationNames).optional(),
    status: z.number().int().min(200).max(599).optional(),
    /** Holds for the body: neither null, false, nor empty. */
    when: jmespathSchema.optional(),
    kind: z.enum(issuerErrorKinds),
  })
  .refine((rule) => rule.status !== undefined || rule.when !== undefined, 'needs a status or a condition');
export type ErrorRule = z.infer<typeof errorRuleSchema>;
