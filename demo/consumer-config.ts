import { z } from 'zod';

/** What a consumer is told: where its secret is, how long it caches, what it calls. */
export const consumerConfigSchema = z.object({
  endpoint: z.string(),
  region: z.string(),
  secret: z.string(),
  field: z.string(),
  /** How long a value is cached, in milliseconds. */
  refreshMs: z.number(),
  /** Pause between two calls, in milliseconds. */
  pollMs: z.number(),
  /** A harmless call at the issuer. */
  url: z.string(),
  /** What stands before the value in `authorization`: `''` or `'Bearer '`. */
  scheme: z.string(),
});
export type ConsumerConfig = z.infer<typeof consumerConfigSchema>;

/** One call of a consumer, as it saw it. */
export interface ConsumerCall {
  /** Milliseconds since 1970. */
  at: number;
  status: number;
  versionId: string;
}
