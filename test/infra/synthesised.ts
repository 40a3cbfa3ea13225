import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RekeyConfig } from '../../lib/infra/config';
import { RekeyStack } from '../../lib/infra/rekey-stack';

/** Two issuers, one of them with everything that can be said. */
export const twoIssuers = {
  issuers: {
    unleash: { kind: 'unleash', url: 'https://flags.example.com', admin: 'rekey/admin/unleash' },
    'other-one': {
      kind: 'unleash',
      url: 'https://other.example.com',
      admin: 'rekey/admin/other',
      secrets: ['shop/*'],
      kmsKeys: ['arn:aws:kms:eu-central-1:111122223333:key/shop'],
    },
  },
  contacts: ['ops@example.com'],
} as unknown as RekeyConfig;

/** The stack as the CDK app makes it, without bundling the functions. */
export function stackOf(
  options: { local?: boolean; removal?: string; dashboard?: boolean; tracing?: boolean } & Pick<
    RekeyConfig,
    'doors' | 'registrations'
  > &
    Partial<Pick<RekeyConfig, 'issuers'>> = {},
): {
  app: App;
  stack: RekeyStack;
} {
  const cdkJson = readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8');
  const { context } = JSON.parse(cdkJson) as { context: Record<string, unknown> };
  const app = new App({
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      ...(options.local ? { 'rekey:local': true } : {}),
      ...(options.removal && { 'rekey:removal': options.removal }),
    },
  });
  return {
    app,
    stack: new RekeyStack(app, 'Rekey', {
      config: {
        ...twoIssuers,
        ...(options.issuers && { issuers: options.issuers }),
        doors: options.doors,
        registrations: options.registrations,
        dashboard: options.dashboard ?? false,
        tracing: options.tracing ?? true,
      },
    }),
  };
}
