import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { issuerConfigSchema } from '../../lib/issuers/issuer-config';
import { deadLetterQueueSchema } from '../../lib/model/work/dead-letter-queue';
import { discoverScopeSchema } from '../../lib/model/discovery/discover-scope';
import { issuerNameSchema } from '../../lib/model/ids';
import { keyPatternSchema } from '../../lib/model/manifest/key-pattern';
import { RekeyError } from '../../lib/model/rekey-error';
import { jsonText } from './json-text';

const text = z.string().min(1);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Catalogues of one's own travel compressed: the environment of a function holds 4 KB. */
const issuersSchema = z.record(
  issuerNameSchema,
  issuerConfigSchema.omit({ name: true }).extend({
    catalogue: z
      .base64()
      .transform((zipped) => gunzipSync(Buffer.from(zipped, 'base64')).toString())
      .optional(),
  }),
);

const variables = {
  AWS_REGION: text,
  REKEY_TABLE: text,
  REKEY_ACCOUNT: text,
  REKEY_BUS: text,
  REKEY_FINGERPRINT_KEY: text,
  REKEY_TOPIC: text,
  REKEY_REPORTS: text,
  /** URLs of the doors' own queues of reports. */
  REKEY_DOOR_REPORTS: jsonText(z.object({ github: text.optional(), report: text.optional() })).prefault('{}'),
  REKEY_MESSAGES: text,
  REKEY_REGISTRATIONS: text,
  /** Keys that a door for stacks is for; absent: all. */
  REKEY_REGISTER_KEYS: jsonText(z.array(keyPatternSchema).min(1)).optional(),
  /** Name of the worker's issuer. */
  REKEY_ISSUER: issuerNameSchema,
  REKEY_ADMIN_SECRET: text,
  /** Whether the reaper revokes what it finds. */
  REKEY_REAPER: z.enum(['report', 'act']).prefault('report'),
  /** Which secrets the worker may look into for credentials that are no key's. */
  REKEY_DISCOVER: jsonText(discoverScopeSchema).prefault('{}'),
  REKEY_ISSUERS: jsonText(issuersSchema).prefault('{}'),
  /** Queue URLs by issuer and lane; absent for who sends no work. */
  REKEY_QUEUES: jsonText(
    z.record(issuerNameSchema, z.object({ rotations: text.optional(), containments: text.optional() })),
  ).prefault('{}'),
  /** Queue URLs by kind of dead letters; those of the issuers' queues are found by REKEY_QUEUES. */
  REKEY_DEAD_LETTERS: jsonText(
    z.record(deadLetterQueueSchema, z.object({ letters: text.optional(), source: text.optional() })),
  ).prefault('{}'),
  /** Address of GitHub's REST API. */
  REKEY_GITHUB_URL: text,
  /** Names of the issuers whose public ids AWS Health may name. */
  REKEY_HEALTH_ISSUERS: jsonText(z.array(issuerNameSchema)).prefault('[]'),
  REKEY_MINIMUM_INTERVAL_SECONDS: z.coerce.number().int().positive(),
  REKEY_LOCAL_WEBHOOKS: flag,
};
type Variables = typeof variables;

/** The variables asked for, parsed. @throws RekeyError `misconfigured` naming each that is missing or wrong */
export function environment<K extends keyof Variables>(names: readonly K[]): { [N in K]: z.infer<Variables[N]> } {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]]));
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data as { [N in K]: z.infer<Variables[N]> };
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RekeyError('misconfigured', `the environment of this function is wrong: ${wrong.join('; ')}`);
}
