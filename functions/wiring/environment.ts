import { z } from 'zod';
import { issuerSettingsSchema } from '../../lib/issuers/issuer-settings';
import { discoverScopeSchema } from '../../lib/model/discovery/discover-scope';
import { issuerNameSchema } from '../../lib/model/ids';
import { keyPatternSchema } from '../../lib/model/manifest/key-pattern';
import { RekeyError } from '../../lib/model/rekey-error';
import { jsonText } from './json-text';

const text = z.string().min(1);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

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
  /** The worker's own issuer; without the catalogue where that found no room. */
  REKEY_ISSUER_SETTINGS: jsonText(issuerSettingsSchema),
  /** Parameter with the worker's catalogue; absent: it stands with the settings, or is one that Rekey ships. */
  REKEY_CATALOGUE_IN: text.optional(),
  /** SHA-256 of it. */
  REKEY_CATALOGUE_DIGEST: text.optional(),
  /** Below it are the settings of all issuers; absent for who sends no work and reads no values. */
  REKEY_ISSUERS_PATH: text.optional(),
  /** Where they are below it, with spaces between them: the name, which may be followed by "/" and what tells a nested stack apart. */
  REKEY_ISSUERS: z.string().transform((places) => places.split(' ').filter((place) => place !== '')),
  /** Parameter with the addresses of dead letters that are no issuer's. */
  REKEY_DEAD_LETTERS_IN: text,
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
