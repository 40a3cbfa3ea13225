import { App } from 'aws-cdk-lib';
import { readConfig } from '../lib/infra/config';
import { healthForwarderRegions, HealthForwarderStack } from '../lib/infra/intake/health-forwarder-stack';
import { isLocal } from '../lib/infra/local-variant';
import { RekeyStack } from '../lib/infra/rekey-stack';
import { RekeyError } from '../lib/model/rekey-error';

/** The CDK app that cdk.json runs: one stack, as rekey.yaml says, and what forwards AWS Health's events to it. */
const app = new App();
try {
  const file = String(app.node.tryGetContext('rekey:config') ?? 'rekey.yaml');
  const name = String(app.node.tryGetContext('rekey:stack') ?? 'Rekey');
  const config = readConfig(file);
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  const homeRegion = process.env['CDK_DEFAULT_REGION'];
  new RekeyStack(app, name, { config, env: { account, region: homeRegion } });
  if (config.doors?.awsHealth !== undefined && homeRegion !== undefined && !isLocal(app.node)) {
    for (const region of healthForwarderRegions.filter((one) => one !== homeRegion)) {
      new HealthForwarderStack(app, `${name}-health-${region}`, { homeRegion, env: { account, region } });
    }
  }
} catch (error) {
  if (!(error instanceof RekeyError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
