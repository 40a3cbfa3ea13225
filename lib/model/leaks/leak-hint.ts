import { z } from 'zod';
import { instantSchema } from '../instant';

/** Login of an organisation or user at GitHub; accounts that an enterprise manages have an underscore. */
export const githubOwnerSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/);

/** Name of a repository at GitHub: no path, and nothing that a URL reads as one. */
export const githubRepositorySchema = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/);

/** Word from a source that something is to be read there; it travels from intake to match and holds no value and no text of an attacker. */
export const leakHintSchema = z.strictObject({
  kind: z.literal('github-alert'),
  reportId: z.string(),
  acceptedAt: instantSchema,
  owner: githubOwnerSchema,
  repository: githubRepositorySchema,
  alert: z.number().int().positive(),
  /** What happened to the alert, as GitHub names it; whatever it is, the alert is read again. */
  action: z.string().regex(/^[a-z_]{1,64}$/),
  /** As the webhook says; absent: it does not. */
  publiclyLeaked: z.boolean().optional(),
});
export type LeakHint = z.infer<typeof leakHintSchema>;
