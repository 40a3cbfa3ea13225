import { z } from 'zod';

const credentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
});

/** What a supervisor keeps running. */
export const keptSchema = z.object({
  endpoint: z.object({
    url: z.url(),
    region: z.string(),
    kind: z.string(),
    version: z.string(),
    iamEnforced: z.boolean(),
    /** Of the account's root. */
    credentials: credentialsSchema,
  }),
  unleash: z.object({ url: z.url(), version: z.string(), adminToken: z.string() }).optional(),
});
export type Kept = z.infer<typeof keptSchema>;

/** What the supervisor says of itself, to whoever may read its file. */
export const supervisorSchema = z.object({
  pid: z.number().int(),
  startedAt: z.string(),
  /** Loopback address and bearer token by which it takes orders. */
  control: z.object({ url: z.url(), token: z.string() }),
  /** Absent: it is still starting. */
  kept: keptSchema.optional(),
});
export type SupervisorState = z.infer<typeof supervisorSchema>;

/** What was deployed last, and where. */
export const deploymentSchema = z.object({
  at: z.string(),
  config: z.string(),
  stack: z.string(),
  api: z.url(),
  endpoint: z.object({ url: z.url(), region: z.string() }),
});
export type DeploymentState = z.infer<typeof deploymentSchema>;
