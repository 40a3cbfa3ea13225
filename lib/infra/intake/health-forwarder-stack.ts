import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { exposurePattern } from './exposure-pattern';

/** Regions in which AWS Health tells what is global: one, and its backup. https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html */
export const healthForwarderRegions = ['us-east-1', 'us-west-2'] as const;

/** Properties of {@link HealthForwarderStack}. */
export interface HealthForwarderStackProps extends StackProps {
  /** Region of the installation, to whose default bus the events go. */
  readonly homeRegion: string;
}

/** Forwards AWS Health's events on exposed credentials to the installation's region; it gets each from both regions, and acts on it once. */
export class HealthForwarderStack extends Stack {
  constructor(scope: Construct, id: string, props: HealthForwarderStackProps) {
    const { homeRegion, ...stackProps } = props;
    super(scope, id, { description: 'Rekey: forwards credential-exposure events of AWS Health', ...stackProps });
    const home = this.formatArn({
      service: 'events',
      region: homeRegion,
      resource: 'event-bus',
      resourceName: 'default',
    });
    const undelivered = new Queue(this, 'UndeliveredEvents', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // No alarm: the topic is in another region, and the other forwarder carries the same events.
    acknowledge(undelivered, { SQS3: 'this is a dead-letter queue; the rule does not see the edges that end in it' });
    new Rule(this, 'Exposures', {
      description: 'Rekey: credentials that AWS found exposed',
      eventPattern: exposurePattern,
      targets: [new EventBusTarget(EventBus.fromEventBusArn(this, 'Home', home), { deadLetterQueue: undelivered })],
    });
  }
}
