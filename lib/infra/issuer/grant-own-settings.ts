import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import type { WrittenSettings } from '../../issuers/issuer-settings';
import type { RekeyFunction } from '../rekey-function';

/** What Lambda allows for all variables together, written as JSON: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const allowed = 4096;
/** What a worker's other variables take at most, with the URLs of two queues: names that AWS makes are as long as they may be. */
const reserved = 1400;

/** Tells a worker what its issuer is. A catalogue that finds no room in its environment it may read, when it starts, from the parameter where the issuer is written down; none of the others. */
export function grantOwnSettings(
  worker: RekeyFunction,
  of: {
    settings: WrittenSettings;
    parameter: IStringParameter;
    /** What else of its environment is as long as somebody wrote it. */
    besides: unknown;
  },
): void {
  const { catalogue, rotations, containments, ...others } = of.settings;
  const tell = (settings: WrittenSettings) =>
    worker.handler.addEnvironment('REKEY_ISSUER_SETTINGS', Stack.of(worker).toJsonString(settings));
  if (catalogue === undefined || lengthOf({ catalogue, ...others, besides: of.besides }) <= allowed - reserved) {
    tell(of.settings);
    return;
  }
  const { parameterArn, parameterName } = of.parameter;
  tell({ ...others, rotations, containments });
  worker.handler.addEnvironment('REKEY_CATALOGUE_IN', parameterName);
  // It takes no other, and starts again when nothing but the catalogue changes.
  const digest = createHash('sha256')
    .update(gunzipSync(Buffer.from(catalogue, 'base64')))
    .digest('hex');
  worker.handler.addEnvironment('REKEY_CATALOGUE_DIGEST', digest);
  worker.role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameterArn] }));
  worker.handler.node.addDependency(of.parameter);
}

/** Of JSON within JSON, which is how Lambda counts a variable that holds some. */
function lengthOf(variable: unknown): number {
  return JSON.stringify(JSON.stringify(variable)).length;
}
