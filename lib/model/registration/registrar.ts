import { z } from 'zod';
import { instantSchema } from '../instant';

/** Id of a CloudFormation stack, its ARN: `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>`. */
export const stackIdSchema = z
  .string()
  .max(512)
  .regex(/^arn:[a-z-]+:cloudformation:[a-z0-9-]+:\d{12}:stack\/[A-Za-z0-9-]+\/[A-Za-z0-9-]+$/, 'is no ARN of a stack');

/** Who declares a key, and alone may change it: a keys file, whoever applies it, or one stack. */
export const registrarSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file') }),
  z.object({
    kind: z.literal('stack'),
    stackId: stackIdSchema,
    /** Logical ids of the stack's resources that declare the key: two while one takes the place of the other. */
    resources: z.array(z.string().min(1).max(255)).min(1),
    /** When the newest of its requests that changed something was accepted; an older one that comes late is void. */
    acceptedAt: instantSchema,
  }),
]);
export type Registrar = z.infer<typeof registrarSchema>;
export type StackRegistrar = Extract<Registrar, { kind: 'stack' }>;

/** Who declares keys where nothing else is said. */
export const byFile: Registrar = { kind: 'file' };
