import { CfnOutput, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { RekeyConfig } from './config';
import { RekeyDashboard } from './alarms/dashboard';
import { Issuer } from './issuer/issuer';
import type { Registration } from './org-key/registration';
import { variantOf } from './local-variant';
import { Rekey } from './rekey';

/** Properties of {@link RekeyStack}. */
export interface RekeyStackProps extends StackProps {
  /** What `rekey.yaml` says. */
  readonly config: RekeyConfig;
}

/** One installation: the service and its issuers, and the outputs that the command line reads. */
export class RekeyStack extends Stack {
  readonly rekey: Rekey;
  /** The doors for stacks that register some keys only, by the names that the configuration gives them. */
  readonly registrations: Readonly<Record<string, Registration>>;

  constructor(scope: Construct, id: string, props: RekeyStackProps) {
    const { config, ...stackProps } = props;
    const { synthesizer } = variantOf(scope.node);
    super(scope, id, { description: 'Rekey', ...(synthesizer && { synthesizer }), ...stackProps });
    const topic = config.topic === undefined ? undefined : Topic.fromTopicArn(this, 'Topic', config.topic);
    this.rekey = new Rekey(this, 'Rekey', {
      ...(topic && { topic }),
      contacts: config.contacts,
      tracing: config.tracing,
      ...(config.doors && { doors: config.doors }),
    });
    this.registrations = Object.fromEntries(
      Object.entries(config.registrations ?? {}).map(([name, keys]) => [name, this.rekey.registration(name, { keys })]),
    );
    for (const [issuerName, { secrets, stack, ...issuer }] of Object.entries(config.issuers)) {
      const made = new Issuer(this.#scopeOf(stack), `Issuer-${issuerName}`, {
        reaper: config.reaper,
        ...issuer,
        secretNames: secrets,
        issuerName,
        rekey: this.rekey,
      });
      const name = issuerName
        .split('-')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join('');
      this.#output(`Rotations${name}`, made.rotations.queue.queueUrl);
      this.#output(`Containments${name}`, made.containments.queue.queueUrl);
    }
    if (config.dashboard) new RekeyDashboard(this, 'Dashboard');
    this.#output('ApiUrl', this.rekey.api.api.apiEndpoint);
    this.#output('ApiId', this.rekey.api.api.apiId);
    this.#output('TableName', this.rekey.ledger.table.tableName);
    this.#output('TopicArn', this.rekey.topic.topicArn);
    this.#output('BusName', this.rekey.bus.eventBusName);
    this.#output('ReportsQueue', this.rekey.intake.reports.queue.queueUrl);
    const health = this.rekey.doors?.reports['aws-health'];
    if (health !== undefined) this.#output('HealthReportsQueue', health.queue.queueUrl);
    this.#output('MessagesQueue', this.rekey.notifier.messages.queue.queueUrl);
    this.#output('ChangesQueue', this.rekey.secretWatch.changes.queue.queueUrl);
    this.#output('DataKeyId', this.rekey.dataKey.keyId);
    this.#output('FingerprintKeyId', this.rekey.fingerprintKey.key.keyId);
  }

  /** The stack itself, or the nested one of this name: made when it is first asked for. */
  #scopeOf(nested: string | undefined): Construct {
    if (nested === undefined || !variantOf(this.node).nestedStacks) return this;
    const id = `Issuers-${nested}`;
    return this.node.tryFindChild(id) ?? new NestedStack(this, id, { description: `Rekey: the issuers ${nested}` });
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
