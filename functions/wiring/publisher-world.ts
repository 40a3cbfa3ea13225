import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeBus } from '../../lib/aws/telling/event-bridge-bus';
import type { PublisherWorld } from '../../lib/engine/world';
import { environment } from './environment';
import { ledgerWorld } from './ledger-world';
import { sdkClient } from './sdk-client';

/** What the sweep and the publisher have at hand, from their environment. @throws RekeyError `misconfigured` */
export async function publisherWorld(): Promise<PublisherWorld> {
  const { AWS_REGION, REKEY_BUS, REKEY_ACCOUNT } = environment(['AWS_REGION', 'REKEY_BUS', 'REKEY_ACCOUNT']);
  const bus = new EventBridgeBus(sdkClient(EventBridgeClient), REKEY_BUS);
  return { ...(await ledgerWorld()), bus, account: REKEY_ACCOUNT, region: AWS_REGION };
}
