import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isSeq, LineCounter, type Document, parseDocument, type Node } from 'yaml';
import { z } from 'zod';
import { hasAdminSecret } from '../issuers/has-admin-secret';
import { issuerUrlSchema } from '../issuers/issuer-config';
import { discoverScopeSchema } from '../model/discovery/discover-scope';
import { issuerNameSchema } from '../model/ids';
import { keyPatternSchema } from '../model/manifest/key-pattern';
import { RekeyError } from '../model/rekey-error';

/** Whether the reaper revokes the strays that it finds, or only reports them. */
const reaperSchema = z.enum(['report', 'act']);

const issuerFields = z.strictObject({
  /** A kind that Rekey ships, or the one that `catalogue` describes. */
  kind: z.string().min(1),
  /** @default the catalogue's, where it is the same for everybody */
  url: issuerUrlSchema.optional(),
  /** Name of the secret that holds the issuer's admin credential; it must exist before the first rotation. None for `aws-iam`, where the worker's role is it. */
  admin: z
    .string()
    .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'is no name of a secret')
    .optional(),
  /** A catalogue of one's own: a file, relative to this one. */
  catalogue: z.string().min(1).optional(),
  settings: z.record(z.string(), z.string().min(1)).optional(),
  /** Names of the secrets that this issuer's worker may make and tag, `*` for any characters. @default all names */
  secrets: z
    .array(z.string().regex(/^[A-Za-z0-9/_+=.@*-]+$/, 'is no pattern of secret names'))
    .min(1)
    .optional(),
  /** @default the file's */
  reaper: reaperSchema.optional(),
  /** Name of the nested stack that it stands in, since a stack holds 500 resources. @default none: the stack itself */
  stack: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, 'use a letter, then letters, digits and "-"; 32 at most')
    .optional(),
  /** Customer-managed KMS keys that secrets of this issuer are encrypted with, by ARN. @default none */
  kmsKeys: z
    .array(z.string().regex(/^arn:[^:]+:kms:[^:]+:\d{12}:key\/[A-Za-z0-9-]+$/, 'is no ARN of a KMS key'))
    .min(1)
    .optional(),
  /** Secrets that this issuer's worker may look into when somebody asks what there is besides the keys. @default none */
  discover: discoverScopeSchema
    .refine(({ prefixes, tags }) => prefixes.length > 0 || Object.keys(tags).length > 0, 'opens nothing: drop it')
    .optional(),
});

/** Doors for leak reports of others; each is deployed when it is named here. */
const doorsSchema = z.strictObject({
  github: z
    .strictObject({
      /** Address of GitHub's REST API; `https://<host>/api/v3` for a GitHub Enterprise Server. */
      url: issuerUrlSchema.default('https://api.github.com'),
    })
    .optional(),
  report: z.strictObject({}).optional(),
  awsHealth: z
    .strictObject({
      /** Issuers whose own ids for credentials are AWS access key ids. */
      issuers: z.array(issuerNameSchema).min(1),
    })
    .optional(),
});

const issuerSchema = issuerFields.superRefine(({ kind, admin }, context) => {
  if (hasAdminSecret(kind) === (admin !== undefined)) return;
  const message =
    admin === undefined
      ? 'is required: name the secret that holds the admin credential'
      : `is not for kind ${kind}: the worker's own role, or settings.roleArn, administers it`;
  context.addIssue({ code: 'custom', path: ['admin'], message });
});

const configSchema = z.strictObject({
  issuers: z
    .record(issuerNameSchema, issuerSchema)
    .refine((issuers) => Object.keys(issuers).length > 0, 'name at least one issuer'),
  /** Mail addresses that hear of everything, alarms included; each has to confirm its subscription. */
  contacts: z.array(z.email()).default([]),
  /** ARN of an SNS topic to use instead of one of Rekey's own. */
  topic: z
    .string()
    .regex(/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+$/, 'is no ARN of a topic')
    .optional(),
  /** @default none */
  doors: doorsSchema.optional(),
  /** A page of CloudWatch with alarms, rotations, leaks and queues. @default false: AWS gives three dashboards away and charges for more */
  dashboard: z.boolean().default(false),
  /** Whether the functions write X-Ray spans. */
  tracing: z.boolean().default(true),
  /** Doors for stacks that register some keys only, by name. @default none: one door for all keys */
  registrations: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, 'use a letter, then letters, digits and "-"; 32 at most'),
      z.array(keyPatternSchema).min(1),
    )
    .optional(),
  /** For every issuer that does not say otherwise. */
  reaper: reaperSchema.default('report'),
});

const checkedSchema = configSchema.superRefine(({ issuers, doors }, context) => {
  for (const [index, name] of (doors?.awsHealth?.issuers ?? []).entries()) {
    if (Object.hasOwn(issuers, name)) continue;
    context.addIssue({
      code: 'custom',
      path: ['doors', 'awsHealth', 'issuers', index],
      message: 'is no issuer of this file',
    });
  }
});

/** What `rekey.yaml` says, with the text of the catalogues it names. */
export type RekeyConfig = z.infer<typeof configSchema>;

/** Reads `rekey.yaml`. @throws RekeyError `bad_input` with file, line and field of each problem */
export function readConfig(file: string): RekeyConfig {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    throw new RekeyError('bad_input', `${file}:${lines.linePos(syntax.pos[0]).line}: ${syntax.message.split('\n')[0]}`);
  }
  const parsed = checkedSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const { message } = issue;
      // An unknown field is reported of the object around it; the reader looks for its own line.
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      const field = path.join('.');
      return { field, message: `${file}:${lineOf(document, lines, path)}: ${field || 'the file'}: ${message}` };
    });
    throw new RekeyError('bad_input', problems.map(({ message }) => message).join('\n'), { problems });
  }
  for (const issuer of Object.values(parsed.data.issuers)) {
    if (issuer.catalogue !== undefined) issuer.catalogue = read(resolve(dirname(file), issuer.catalogue));
  }
  return parsed.data;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RekeyError('bad_input', `${file}: cannot be read`, { cause });
  }
}

/** The line of the innermost node on the path that exists. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair: (typeof node.items)[number] | undefined = node.items.find(({ key }) => String(key) === String(step));
      if (pair === undefined) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = node.items[Number(step)] as Node | null;
      offset = node?.range?.[0] ?? offset;
    }
  }
  return lines.linePos(offset).line;
}
