import type { Consumer, Manifest, SecretSpec, Slack, Webhook } from './manifest';
import { secondsOf } from './manifest-input-duration';
import { manifestInputProblems } from './manifest-input-problems';
import { type ManifestInput, manifestInputSchema } from './manifest-input-schema';
import type { Problem } from '../rekey-error';

/** Turns one declared key, keys-file defaults already merged in, into the engine's form; or says everything that is wrong with it. */
export function parseManifest(input: unknown): { manifest: Manifest } | { problems: Problem[] } {
  const parsed = manifestInputSchema.safeParse(input);
  if (!parsed.success) return { problems: manifestInputProblems(manifestInputSchema, input, parsed.error) };
  return { manifest: manifestOf(parsed.data) };
}

/** Seconds a kill waits for the replacement when the key does not say. */
const defaultReplaceWithinSeconds = 3;

function manifestOf(key: ManifestInput): Manifest {
  const consumers = key.consumers.map(consumerOf);
  const slowest = Math.max(...consumers.map((consumer) => consumer.delaySeconds));
  return {
    owner: key.owner,
    deputies: key.deputies ?? [],
    ...(key.team === undefined ? {} : { team: key.team }),
    ...(key.environment === undefined ? {} : { environment: key.environment }),
    purpose: key.purpose,
    issuer: key.issuer,
    secret: secretOf(key.secret),
    grant: key.grant,
    unrestricted: key.unrestricted ?? false,
    consumers,
    maxAgeSeconds: secondsOf(key.maxAge),
    overlapSeconds: secondsOf(key.overlap),
    ...(key.acceptGap === undefined ? {} : { acceptGap: key.acceptGap }),
    expiry: key.expiry,
    leak: {
      // As short as it can be without a gap: a gap is chosen in so many words.
      overlapSeconds: key.leak?.overlap === undefined ? 2 * slowest : secondsOf(key.leak.overlap),
      replaceWithinSeconds:
        key.leak?.replaceWithin === undefined ? defaultReplaceWithinSeconds : secondsOf(key.leak.replaceWithin),
    },
    notify: (key.notify ?? []).map(channelOf),
    ...(key.adopt === undefined ? {} : { adopt: key.adopt }),
    ...(key.mode === undefined ? {} : { mode: key.mode }),
    ...(key.contain === undefined ? {} : { contain: key.contain }),
  };
}

/** The schema has seen to it that it is the one or the other. */
function channelOf({
  webhook = '',
  secret = '',
  slack,
}: NonNullable<ManifestInput['notify']>[number]): Webhook | Slack {
  return slack === undefined ? { webhook, secret } : { slack };
}

function consumerOf(consumer: ManifestInput['consumers'][number]): Consumer {
  const delays = [consumer.refresh, consumer.maxRun, consumer.onDeploy].filter((delay) => delay !== undefined);
  return { name: consumer.name, delaySeconds: delays.reduce((sum, delay) => sum + secondsOf(delay), 0) };
}

function secretOf(secret: ManifestInput['secret']): SecretSpec {
  const format = secret.format ?? 'json';
  return { name: secret.name, format, ...(secret.field === undefined ? {} : { field: secret.field }) };
}
