import { z } from 'zod';
import { issuerNameSchema } from '../ids';
import { durationTextSchema } from './manifest-input-duration';

const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // One line of visible text, and not the "?" that stands for what is still to be said: names travel in tables, mails and message attributes.
    .regex(/^(?!\s*\?\s*$)[^\p{Cc}]*\S[^\p{Cc}]*$/u, 'write one line of text');

const consumerInputSchema = z
  .strictObject({
    name: line(128).describe('Who uses the key.'),
    refresh: durationTextSchema.optional().describe('How often it reads the secret again.'),
    maxRun: durationTextSchema.optional().describe('How long one run keeps a value it has read; added to refresh.'),
    onDeploy: durationTextSchema.optional().describe('It reads the secret at deployments only, which come this often.'),
  })
  .superRefine((consumer, context) => {
    const rule = wrongDelay(consumer);
    if (rule) context.addIssue({ code: 'custom', message: rule });
  })
  .meta({
    oneOf: [
      { required: ['refresh'], not: { required: ['onDeploy'] } },
      { required: ['onDeploy'], not: { anyOf: [{ required: ['refresh'] }, { required: ['maxRun'] }] } },
    ],
  });

const secretInputSchema = z
  .strictObject({
    name: line(512).describe('Name of the secret in Secrets Manager that consumers read.'),
    format: z
      .enum(['json', 'text'])
      .optional()
      .describe('json keeps the other fields; text is the bare value. Default: json.'),
    field: line(128)
      .optional()
      .describe("Field of a JSON secret for the value. Default: the issuer's own field names."),
  })
  .superRefine((secret, context) => {
    if (secret.format === 'text' && secret.field !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['field'],
        message: 'a text secret has no fields: drop it, or "format: text"',
      });
    }
  });

const grantInputSchema = z.strictObject({
  allow: z.record(z.string(), z.json()).describe("What the key may do, in the issuer's own words."),
  because: line(512).describe('Why it needs that.'),
});

const hookSecret = line(512).regex(
  /^rekey\/hooks\//,
  'name a secret below "rekey/hooks/": Rekey may read no other for messages',
);

const channelInputSchema = z
  .strictObject({
    webhook: z
      .string()
      .max(2048)
      .regex(/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/, 'write an https address without user name and password')
      .optional()
      .describe('Address that messages are posted to; https.'),
    secret: hookSecret.optional().describe('Secret that holds the signing key of the webhook, below rekey/hooks/.'),
    slack: hookSecret
      .optional()
      .describe(
        'Secret that holds the address of an incoming webhook of Slack, below rekey/hooks/; instead of the other two.',
      ),
  })
  .superRefine((channel, context) => {
    const wrong = wrongChannel(channel);
    if (wrong) context.addIssue({ code: 'custom', ...wrong });
  })
  .meta({
    oneOf: [
      { required: ['webhook', 'secret'], not: { required: ['slack'] } },
      { required: ['slack'], not: { anyOf: [{ required: ['webhook'] }, { required: ['secret'] }] } },
    ],
  });

const leakInputSchema = z.strictObject({
  overlap: durationTextSchema
    .optional()
    .describe('Overlap after a leak that is not known to be public. Default: twice the slowest consumer.'),
  replaceWithin: durationTextSchema.optional().describe('How long a kill waits for the replacement. Default: 3s.'),
});

const adoptInputSchema = z.union([z.literal('current'), z.strictObject({ issuerKeyId: line(512) })], {
  error: 'write "adopt: current", or "adopt: {issuerKeyId: ...}" with the issuer\'s own id for the credential',
});

/** One org key as people declare it in a keys file and as the operator API takes it: strict, with durations as text. */
export const manifestInputSchema = z
  .strictObject({
    owner: line(256).describe('Who answers for the key.'),
    deputies: z.array(line(256)).max(20).optional().describe('Who is told besides.'),
    team: line(128).optional(),
    environment: line(128).optional(),
    purpose: line(512).describe('What the key is for.'),
    issuer: issuerNameSchema.describe('Name of a deployed issuer, from rekey.yaml.'),
    secret: secretInputSchema.describe('Where the value goes.'),
    grant: z.array(grantInputSchema).max(50).describe('What the key may do; narrow.'),
    unrestricted: z.boolean().optional().describe('True asks for an empty grant in so many words.'),
    consumers: z.array(consumerInputSchema).min(1).max(100).describe('Everybody who uses the key.'),
    maxAge: durationTextSchema.describe('No version lives longer, overlap included.'),
    overlap: durationTextSchema.describe('How long the old version lives on after a rotation.'),
    acceptGap: line(512)
      .optional()
      .describe(
        'Why consumers may be refused for a while at each rotation, at an issuer that replaces values in place. Default: they may not.',
      ),
    expiry: z.enum(['revoke', 'alert']).describe('What happens to a version that reaches maxAge all the same.'),
    leak: leakInputSchema.optional(),
    notify: z.array(channelInputSchema).max(10).optional().describe('Webhooks and Slack channels of the owner.'),
    adopt: adoptInputSchema
      .optional()
      .describe('Takes over the credential that the secret holds: whatever it is (current), or only this one.'),
    mode: z
      .enum(['observe', 'enforce'])
      .optional()
      .describe('observe: only say what would be done. Default: observe with adopt, else enforce.'),
    contain: z.boolean().optional().describe('With mode observe: contain leaks all the same. Default: false.'),
  })
  .superRefine(
    (key, context) => {
      const message = wrongGrant(key);
      if (message) context.addIssue({ code: 'custom', path: ['grant'], message });
    },
    // Also when other fields are wrong, so that all problems come at once.
    { when: ({ value }) => grantPart.safeParse(value).success },
  )
  .superRefine(
    ({ mode, adopt, contain }, context) => {
      const observed = mode === 'observe' || (mode === undefined && adopt !== undefined);
      if (observed || contain !== false) return;
      const message = 'is for an observed key: leaks of an enforced one are always contained, so drop it';
      context.addIssue({ code: 'custom', path: ['contain'], message });
    },
    { when: ({ value }) => modePart.safeParse(value).success },
  )
  .meta({ title: 'An org key of Rekey' });
export type ManifestInput = z.infer<typeof manifestInputSchema>;

const modePart = z.object({
  mode: z.string().optional(),
  adopt: z.unknown().optional(),
  contain: z.boolean().optional(),
});
const grantPart = z.object({ grant: z.array(z.unknown()), unrestricted: z.boolean().optional() });

function wrongDelay(consumer: { refresh?: unknown; maxRun?: unknown; onDeploy?: unknown }): string | undefined {
  const refreshes = consumer.refresh !== undefined;
  const deploys = consumer.onDeploy !== undefined;
  if (refreshes && deploys) return 'says both refresh and onDeploy: keep the one that is true';
  if (!refreshes && !deploys) return 'does not say how soon it uses a new value: add "refresh: 5m", or "onDeploy: 14d"';
  if (deploys && consumer.maxRun !== undefined) return 'maxRun adds to refresh only: drop it';
  return undefined;
}

function wrongChannel(channel: {
  webhook?: string | undefined;
  secret?: string | undefined;
  slack?: string | undefined;
}): { path: string[]; message: string } | undefined {
  if (channel.slack !== undefined) {
    const other = channel.webhook === undefined ? 'secret' : 'webhook';
    if (channel[other] === undefined) return undefined;
    return { path: [other], message: 'does not go with slack, whose secret holds the address: drop one of them' };
  }
  if (channel.webhook === undefined) {
    return { path: [], message: 'says no address: add "webhook: https://...", or "slack: rekey/hooks/..."' };
  }
  if (channel.secret === undefined) {
    return { path: [], message: 'says no secret with the signing key: add "secret: rekey/hooks/..."' };
  }
  return undefined;
}

function wrongGrant(key: { grant: readonly unknown[]; unrestricted?: boolean | undefined }): string | undefined {
  if (key.grant.length === 0 && key.unrestricted !== true) {
    return 'is empty: say what the key may do and why, or "unrestricted: true"';
  }
  if (key.grant.length > 0 && key.unrestricted === true) {
    return 'has entries although the key says "unrestricted: true": keep the one that is true';
  }
  return undefined;
}
