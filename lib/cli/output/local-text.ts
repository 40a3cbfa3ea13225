import type { LocalStatus } from '../local-stage';
import type { Paint } from './paint';

/** What runs where, and how to use it. Credentials stand in a file, and are named by it. */
export function localText(status: LocalStatus, paint: Paint): string {
  const { endpoint, supervisor, unleash, deployed, profile } = status;
  const lines = [
    endpoint === undefined ? paint.warn('The endpoint is still being started.') : endpointLine(endpoint, paint),
    ...(supervisor === undefined ? [] : [`  kept by process ${supervisor.pid} since ${supervisor.startedAt}`]),
    ...(unleash === undefined ? [] : [`Unleash ${paint.plain(unleash.version)} at ${paint.plain(unleash.url)}`]),
    deployed === undefined
      ? paint.warn('Nothing is deployed yet: "rekey local up" goes on.')
      : `Deployed ${deployed.at} from ${paint.plain(deployed.config)}; the operator API is ${paint.plain(deployed.api)}`,
    '',
    ...(deployed === undefined ? [] : ['  rekey --local list   # any command']),
    ...(profile === undefined
      ? []
      : [
          '  # for the AWS CLI and SDKs:',
          `  export AWS_PROFILE=rekey-local AWS_CONFIG_FILE='${paint.plain(profile.config)}' AWS_SHARED_CREDENTIALS_FILE='${paint.plain(profile.credentials)}'`,
          '  rekey local down   # ends it, with all its state',
        ]),
  ];
  return lines.join('\n').trimEnd();
}

function endpointLine(
  { kind, version, url, region, iamEnforced, answers }: NonNullable<LocalStatus['endpoint']>,
  paint: Paint,
): string {
  if (!answers) return paint.bad(`The endpoint at ${url} does not answer: "rekey local up" starts another.`);
  const iam = iamEnforced ? 'IAM is enforced' : 'IAM is not enforced';
  return `${paint.bold(kind)} ${paint.plain(version)} at ${paint.plain(url)}, region ${paint.plain(region)}; ${iam}`;
}
