import { Token } from 'aws-cdk-lib';

/**
 * Name of the function that stacks call to register keys: `Rekey-register`, or `Rekey-register-shop` for some keys. It is fixed, because
 * CloudFormation never lets a custom resource change its function: an installation that is made anew has to answer for the old stacks.
 * @throws Error for a name that Lambda does not take
 */
export function registerFunctionName(installation: string, registration?: string): string {
  const name = [installation, 'register', ...(registration === undefined ? [] : [registration])].join('-');
  if (Token.isUnresolved(name)) throw new Error('installation: name it: the name of a nested stack is not known yet');
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw new Error(`"${name}" is no name of a function: use letters, digits, "-" and "_", 64 characters in all`);
}
