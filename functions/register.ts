import { readStackEvent } from '../lib/aws/stacks/read-stack-event';
import { SqsRegistrations } from '../lib/aws/sqs/sqs-registrations';
import { SystemClock } from '../lib/aws/system-clock';
import { environment } from './wiring/environment';
import { invoked } from './wiring/invoked';
import { sqsClient } from './wiring/sqs-client';

/** The custom resource `OrgKey`, as CloudFormation calls it: accepted for `declare`, which answers. */
export const handler = invoked(async (event: unknown): Promise<void> => {
  const { REKEY_REGISTRATIONS, REKEY_REGISTER_KEYS: keys } = environment([
    'REKEY_REGISTRATIONS',
    'REKEY_REGISTER_KEYS',
  ]);
  const request = readStackEvent(event, { now: new SystemClock().now(), keys });
  await new SqsRegistrations(sqsClient(), REKEY_REGISTRATIONS).send(request);
});
