import { z } from 'zod';
import { templateSchema } from './template-schema';

/** How a request proves who sends it; `${admin.<field>}` for the administrator, `${key.<field>}` for the key itself. */
export const authSchema = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('header'), headers: z.record(z.string().min(1), templateSchema) }),
  z.strictObject({ scheme: z.literal('basic'), username: templateSchema, password: templateSchema }),
]);
export type Auth = z.infer<typeof authSchema>;
