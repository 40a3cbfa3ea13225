import { App, Duration, Stack } from 'aws-cdk-lib';
import type { OrgKeyProps } from '../../lib/infra/org-key/org-key-props';
import { Rekey } from '../../lib/infra/rekey';

/** The stack of a team's own app, without anything in it. */
export function teamStack(): { app: App; stack: Stack } {
  const app = new App();
  return { app, stack: new Stack(app, 'Checkout', { env: { account: '123456789012', region: 'eu-west-1' } }) };
}

/** A declaration that is right, with some properties exchanged. */
export function orgKeyProps(stack: Stack, changes: Partial<OrgKeyProps> = {}): OrgKeyProps {
  return {
    rekey: Rekey.fromInstallation(stack, 'Rekey'),
    key: 'shop/checkout-flags',
    owner: 'ana@example.com',
    purpose: 'checkout reads its feature flags',
    issuer: 'unleash',
    secret: { name: 'shop/checkout-flags', field: 'token' },
    grant: [{ allow: { type: 'client', project: 'default' }, because: 'reads flags at start' }],
    consumers: [{ name: 'checkout', refresh: Duration.minutes(5), maxRun: Duration.seconds(90) }],
    maxAge: Duration.days(30),
    overlap: Duration.hours(25),
    expiry: 'revoke',
    ...changes,
  };
}
