import { join } from 'node:path';
import { CfnOutput, CliCredentialsStackSynthesizer, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
// In a project of your own: from 'rekey'.
import { OrgKey, Rekey } from '../../lib/infra';

/** The team's service: a key for its feature flags, and the function that reads them. */
export class CheckoutStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    // A local endpoint has no bootstrap; on AWS leave the synthesizer out.
    const local = scope.node.tryGetContext('rekey:local') === 'true';
    super(scope, id, { ...props, ...(local && { synthesizer: new CliCredentialsStackSynthesizer() }) });

    const flags = new OrgKey(this, 'Flags', {
      rekey: Rekey.fromInstallation(this, 'Rekey'),
      key: 'shop/checkout-flags',
      owner: 'ana@example.com',
      team: 'shop',
      purpose: 'checkout reads its feature flags',
      issuer: String(scope.node.tryGetContext('issuer') ?? 'instant'),
      secret: { name: 'shop/checkout-flags', field: 'token' },
      grant: [{ allow: { scopes: ['read'] }, because: 'reads flags at start' }],
      consumers: [{ name: 'checkout', refresh: Duration.minutes(5) }],
      maxAge: Duration.days(Number(scope.node.tryGetContext('maxAgeDays') ?? 30)),
      overlap: Duration.hours(1),
      expiry: 'revoke',
    });

    const checkout = new NodejsFunction(this, 'Checkout', {
      entry: join(__dirname, 'checkout.ts'),
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(15),
      bundling: {
        format: OutputFormat.ESM,
        bundleAwsSDK: true,
        banner:
          "import { createRequire as appRequire } from 'node:module'; const require = appRequire(import.meta.url);",
      },
    });
    flags.grantRead(checkout); // and tells it where: SHOP_CHECKOUT_FLAGS_SECRET_ARN
    new CfnOutput(this, 'CheckoutFunction', { value: checkout.functionName });
  }
}
