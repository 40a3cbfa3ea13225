import { z } from 'zod';
import { issuerNameSchema } from '../ids';

/** One thing a key may do, in the issuer's own words, and why it needs it. */
export const grantEntrySchema = z.object({
  allow: z.record(z.string(), z.json()),
  because: z.string().min(1),
});

/** Who uses the key, and the longest time, in seconds, until it uses a new value. */
export const consumerSchema = z.object({
  name: z.string().min(1),
  /** `refresh` plus `maxRun`, or `onDeploy`, in seconds. */
  delaySeconds: z.number().int().positive(),
});

/** Where the value goes: one field of a JSON secret (other fields are kept), or the bare text. */
export const secretSpecSchema = z.object({
  name: z.string().min(1).max(512),
  format: z.enum(['json', 'text']),
  /** JSON field for the value; absent: the issuer's own field names. */
  field: z.string().min(1).optional(),
});

/** A webhook of the owner's: its address, and the secret that holds its signing key. */
export const webhookSchema = z.object({ webhook: z.string().min(1), secret: z.string().min(1) });

/** A Slack channel of the owner's: the secret that holds the address of an incoming webhook, which is all that it takes to post there. */
export const slackSchema = z.object({ slack: z.string().min(1) });

/** Which credential a key adopts: the one that its secret holds, whatever it is, or only if it is this one of the issuer's. */
export const adoptSchema = z.union([z.literal('current'), z.object({ issuerKeyId: z.string().min(1) })]);

/** Whether Rekey rotates and revokes, or records, plans and tells what it would have done. */
export const modeSchema = z.enum(['observe', 'enforce']);

/** What is declared of an org key, in the form the engine works with: durations in seconds, defaults filled in. */
export const manifestSchema = z.object({
  owner: z.string().min(1),
  deputies: z.array(z.string()),
  team: z.string().optional(),
  environment: z.string().optional(),
  purpose: z.string().min(1),
  issuer: issuerNameSchema,
  secret: secretSpecSchema,
  grant: z.array(grantEntrySchema),
  /** True only when an empty grant was asked for in so many words. */
  unrestricted: z.boolean(),
  consumers: z.array(consumerSchema),
  maxAgeSeconds: z.number().int().positive(),
  overlapSeconds: z.number().int().positive(),
  /** Why consumers may be refused for a while at each rotation, where the issuer replaces a value in place and accepts the old one for too short a time; absent: they may not. */
  acceptGap: z.string().min(1).optional(),
  /** What happens to a version that reaches `maxAge` all the same. */
  expiry: z.enum(['revoke', 'alert']),
  leak: z.object({
    /** Overlap after a leak that is not known to be public, in seconds. */
    overlapSeconds: z.number().int().positive(),
    /** How long a kill waits for the replacement, in seconds from acceptance. */
    replaceWithinSeconds: z.number().nonnegative(),
  }),
  notify: z.array(z.union([webhookSchema, slackSchema])),
  /** The existing credential that the key takes over with its secret; absent: Rekey mints the first one. */
  adopt: adoptSchema.optional(),
  /** Whether Rekey acts, or only says what it would do; absent: `observe` for a key that adopts, else `enforce`. */
  mode: modeSchema.optional(),
  /** True: leaks are contained although the key is only observed. */
  contain: z.boolean().optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type GrantEntry = z.infer<typeof grantEntrySchema>;
export type Consumer = z.infer<typeof consumerSchema>;
export type SecretSpec = z.infer<typeof secretSpecSchema>;
export type Adopt = z.infer<typeof adoptSchema>;
export type Mode = z.infer<typeof modeSchema>;
export type Webhook = z.infer<typeof webhookSchema>;
export type Slack = z.infer<typeof slackSchema>;
