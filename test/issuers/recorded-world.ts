import { randomBytes } from 'node:crypto';
import type { AdminCredential } from '../../lib/issuers/admin-credential';
import { createIssuer } from '../../lib/issuers/create-issuer';
import type { HttpOutcome, HttpRequest } from '../../lib/issuers/http/send-once';
import { issuerNameSchema } from '../../lib/model/ids';
import { type Instant, instantOf } from '../../lib/model/instant';
import { SecretValue } from '../../lib/model/secret-value';
import type { Clock } from '../../lib/ports/clock';
import type { Issuer } from '../../lib/ports/issuer';
import { instantCatalogue } from './instant-catalogue';

/** Time that stands still. */
export const stillClock: Clock = { now: (): Instant => instantOf(1_790_000_000_000), sleep: () => Promise.resolve() };

/** An issuer whose answers a test writes, with what it was sent. */
export interface RecordedWorld {
  issuer: Issuer;
  sent: HttpRequest[];
  admin: SecretValue;
}

/** A value nobody has. */
export function freshValue(prefix = 'ins_'): string {
  return prefix + randomBytes(20).toString('hex');
}

/** An answer in which everything came. */
export function answered(
  status: number,
  body: unknown = '',
  headers: { retryAfter?: string; link?: string } = {},
): HttpOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, body: { kind: 'whole', text }, ...headers };
}

/** An issuer by the instant catalogue (or `catalogue`, of `kind`) that gets these outcomes one after the other, the last one for ever. */
export function recordedWorld(
  outcomes: readonly HttpOutcome[],
  of: { catalogue?: string; kind?: string; adminCredential?: AdminCredential } = {},
): RecordedWorld {
  const sent: HttpRequest[] = [];
  const admin = new SecretValue(freshValue('admin-'));
  const kind = of.kind ?? 'instant';
  const catalogue = of.catalogue ?? (kind === 'instant' ? instantCatalogue : undefined);
  const issuer = createIssuer(
    { name: issuerNameSchema.parse('under-test'), kind, url: 'https://issuer.example.com/base', catalogue },
    {
      adminCredential: of.adminCredential ?? (() => Promise.resolve({ token: admin })),
      clock: stillClock,
      send: (request) => {
        sent.push(request);
        const outcome = outcomes[Math.min(sent.length, outcomes.length) - 1];
        return outcome === undefined ? Promise.reject(new Error('no outcome was written')) : Promise.resolve(outcome);
      },
    },
  );
  return { issuer, sent, admin };
}
