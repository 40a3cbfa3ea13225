import { randomBytes } from 'node:crypto';
import type { Actor, IssuerName } from '../../lib/model/ids';
import type { Instant } from '../../lib/model/instant';
import { MemoryFingerprints, MemoryReportQueue, SeededIds, TurnableClock } from '../../lib/memory';
import type { IntakeWorld } from '../../lib/leaks/accept-report';
import { SecretValue } from '../../lib/model/secret-value';
import type { IssuerProfile } from '../../lib/ports';

/** An issuer whose values look like `acme_` and 32 letters or digits. */
export const acme: IssuerProfile = {
  name: 'acme' as IssuerName,
  kind: 'acme',
  capabilities: {
    family: 'overlap',
    maxActive: null,
    label: 'unique',
    disable: false,
    expiry: { settable: false },
    grants: { readableBy: 'none' },
    fields: ['token'],
    activationSeconds: 0,
    revocationSeconds: 0,
  },
  patterns: [{ name: 'acme-token', regex: 'acme_[A-Za-z0-9]{32}' }],
  normalizeGrant: (allow) => ({ grant: { allow }, problems: [] }),
  describeGrant: () => 'an acme key',
};

export const reporter = 'arn:aws:iam::111122223333:role/ana' as Actor;

/** A fresh value in acme's form. */
export function acmeToken(): string {
  return `acme_${randomBytes(16).toString('hex')}`;
}

/** A world of intake in memory; `computed` counts the fingerprints that were asked for, `atOnce` the most at a time. */
export function intake() {
  const memory = new MemoryFingerprints(randomBytes(32));
  const reports = new MemoryReportQueue();
  const seen = { computed: 0, atOnce: 0 };
  let underWay = 0;
  const world: IntakeWorld = {
    fingerprints: {
      async of(value, tags) {
        seen.computed += 1;
        seen.atOnce = Math.max(seen.atOnce, ++underWay);
        await new Promise((goOn) => setImmediate(goOn));
        underWay -= 1;
        return memory.of(value, tags);
      },
    },
    reports,
    clock: new TurnableClock('2026-11-23T20:20:00.000Z' as Instant),
    ids: new SeededIds('intake'),
    profiles: async () => [acme],
  };
  const fingerprint = async (text: string) => (await memory.of(new SecretValue(text), ['raw']))[0];
  return { world, reports, seen, fingerprint };
}

/** A secretlint report on one file that holds the given text, with one message a given string in it. */
export function secretlintReport(content: string, values: readonly string[], filePath = 'src/config.ts') {
  return [
    {
      filePath,
      sourceContent: content,
      sourceContentType: 'text',
      messages: values.map((value) => {
        const start = content.indexOf(value);
        return {
          message: 'found a token: ****',
          range: [start, start + value.length],
          type: 'message',
          ruleId: '@secretlint/secretlint-rule-pattern',
          loc: { start: { line: content.slice(0, start).split('\n').length, column: 0 }, end: { line: 1, column: 1 } },
          severity: 'error',
          messageId: 'PATTERN',
          data: { PATTERN_NAME: '****', CREDENTIAL: '****' },
        };
      }),
    },
  ];
}
