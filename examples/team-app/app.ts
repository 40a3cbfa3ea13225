import { App } from 'aws-cdk-lib';
import { CheckoutStack } from './checkout-stack';

/** The app of a team: its own stack, deployed by itself, in the account and region where Rekey is. */
const app = new App();
new CheckoutStack(app, 'Checkout', {
  env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
});
