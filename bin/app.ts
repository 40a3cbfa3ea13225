import { App } from 'aws-cdk-lib';
import { readConfig } from '../lib/infra/config';
import { RekeyStack } from '../lib/infra/rekey-stack';
import { RekeyError } from '../lib/model/rekey-error';

/** The CDK app that cdk.json runs: one stack, as rekey.yaml says. */
const app = new App();
try {
  const file = String(app.node.tryGetContext('rekey:config') ?? 'rekey.yaml');
  new RekeyStack(app, String(app.node.tryGetContext('rekey:stack') ?? 'Rekey'), {
    config: readConfig(file),
    env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
  });
} catch (error) {
  if (!(error instanceof RekeyError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
