import { CliError } from '../cli-error';

/** Where the operator API is: its URL, which may have a path, and the region that requests are signed for. */
export interface ApiAddress {
  url: URL;
  region: string;
}

/** The address from the command line or the environment. @throws CliError `usage` */
export function apiAddress(
  given: { api?: string | undefined; region?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): ApiAddress {
  const text = given.api ?? env['REKEY_API'];
  if (text === undefined || text === '') {
    throw new CliError(
      'usage',
      'where is the operator API? give --api URL or set REKEY_API; "cdk deploy" printed it as the output ApiUrl',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new CliError('usage', `${text} is no https URL`);
  // The signature proves the caller, but over http the body of a leak report could be read on its way.
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new CliError('usage', `${text} is not https: http is for this machine only`);
  }
  const inHost = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(url.hostname)?.[1];
  const region = given.region ?? inHost ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (region === undefined) throw new CliError('usage', 'which region is the API in? give --region or set AWS_REGION');
  return { url, region };
}

function isLoopback(hostname: string): boolean {
  return (
    /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(hostname) ||
    hostname.endsWith('.localhost.localstack.cloud')
  );
}
