import { Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { RekeyFunction } from '../rekey-function';

/** Lets a function put events on the bus, and tells it where that is and how events name this account. */
export function grantTell(to: RekeyFunction, bus: IEventBus): void {
  to.handler.addEnvironment('REKEY_BUS', bus.eventBusName);
  to.handler.addEnvironment('REKEY_ACCOUNT', Stack.of(to).account);
  bus.grantPutEventsTo(to);
}
