import { Token } from 'aws-cdk-lib';

/** Name of the environment variable with the ARN of a key's secret: `shop/checkout-flags` gives `SHOP_CHECKOUT_FLAGS_SECRET_ARN`. @throws Error for an id that only a deployment knows */
export function secretVariable(key: string): string {
  if (Token.isUnresolved(key)) throw new Error('variable: name one, since the id of the key is not known yet');
  const words = key.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  // Lambda wants a letter first: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  return `${/^[A-Z]/.test(words) ? '' : 'KEY_'}${words}_SECRET_ARN`;
}
