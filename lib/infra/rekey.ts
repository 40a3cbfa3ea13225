import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type Grant, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { FingerprintKey } from './fingerprint-key';
import type { Issuer } from './issuer';
import { LeakDoors, type LeakDoorsProps } from './leak-doors';
import { LeakIntake } from './leak-intake';
import { LedgerTable } from './ledger-table';
import { variantOf } from './local';
import { Notifier } from './notifier';
import { OperatorApi } from './operator-api';
import { Outbox } from './outbox';
import { SecretWatch } from './secret-watch';
import { Sweeper } from './sweeper';
import { WeeklySummary } from './weekly-summary';

/** Properties of {@link Rekey}. */
export interface RekeyProps {
  /** Topic for messages and alarms; alarms need its policy to admit `cloudwatch.amazonaws.com`. @default one of its own */
  readonly topic?: ITopic;
  /** Mail addresses that hear of everything; each has to confirm its subscription. @default none */
  readonly contacts?: readonly string[];
  /** Name of the event bus, by which others put rules on it. @default 'rekey' */
  readonly busName?: string;
  /** Where others can report leaks. @default nowhere: operators alone report */
  readonly doors?: LeakDoorsProps;
  /** How long the logs of the functions are kept. @default two weeks */
  readonly logRetention?: RetentionDays;
}

/** Whose keys an operator may see or act on. */
export interface OperatorGrantOptions {
  /** Ids of keys (`shop/checkout`), or all below a folder (`shop/*`). @default all keys, and what concerns the installation as a whole */
  readonly keys?: readonly string[];
}

/** The service: ledger, sweep, leak path, operator API, outbox and notification. Add an `Issuer` for each issuer. */
export class Rekey extends Construct {
  readonly dataKey: Key;
  readonly fingerprintKey: FingerprintKey;
  readonly ledger: LedgerTable;
  readonly topic: ITopic;
  readonly bus: EventBus;
  readonly sweeper: Sweeper;
  readonly secretWatch: SecretWatch;
  readonly weeklySummary: WeeklySummary;
  readonly intake: LeakIntake;
  readonly api: OperatorApi;
  readonly outbox: Outbox;
  readonly notifier: Notifier;
  readonly doors: LeakDoors | undefined;
  readonly logRetention: RetentionDays | undefined;
  readonly alarmAction: SnsAction;

  constructor(scope: Construct, id: string, props: RekeyProps = {}) {
    super(scope, id);
    const { removalPolicy } = variantOf(this.node);
    this.logRetention = props.logRetention;
    this.dataKey = new Key(this, 'DataKey', {
      description: 'Rekey: the ledger and the topic',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.fingerprintKey = new FingerprintKey(this, 'FingerprintKey');
    this.topic = props.topic ?? this.#ownTopic(props.contacts ?? []);
    this.alarmAction = new SnsAction(this.topic);
    this.ledger = new LedgerTable(this, 'Ledger', { encryptionKey: this.dataKey });
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: props.busName ?? 'rekey',
      description: 'What Rekey did, for whoever wants to know',
    });

    this.sweeper = new Sweeper(this, 'Sweeper', this);
    this.secretWatch = new SecretWatch(this, 'SecretWatch', this);
    this.weeklySummary = new WeeklySummary(this, 'WeeklySummary', this);
    this.intake = new LeakIntake(this, 'LeakIntake', this);
    this.api = new OperatorApi(this, 'OperatorApi', this);
    this.outbox = new Outbox(this, 'Outbox', this);
    this.notifier = new Notifier(this, 'Notifier', this);
    this.doors = props.doors && new LeakDoors(this, 'Doors', { ...props.doors, rekey: this });
    this.#letRedrive();
  }

  /** Makes an issuer's queues and profile known to whoever works for all issuers; the construct `Issuer` calls it. */
  admit(issuer: Issuer): void {
    for (const lane of ['rotations', 'containments'] as const) {
      this.sweeper.handler.grantLane(issuer.issuerName, lane, issuer[lane].queue);
      this.api.operate.grantLane(issuer.issuerName, lane, issuer[lane].queue);
      this.api.operate.grantLetters(issuer[lane].deadLetters);
    }
    this.secretWatch.watch.grantLane(issuer.issuerName, 'rotations', issuer.rotations.queue);
    this.intake.match.grantLane(issuer.issuerName, 'containments', issuer.containments.queue);
    this.api.operate.knowIssuer(issuer.issuerName, issuer.profile);
    this.intake.intake.knowIssuer(issuer.issuerName, issuer.profile);
    this.doors?.knowIssuer(issuer.issuerName, issuer.profile);
  }

  /** Lets somebody look: show, lineage and incidents of keys, what `plan` would do, and which version of them a value is. Without `keys` also the lists of all keys, incidents and dead letters, the installation's own lineage, and `doctor`. @throws Error for a pattern that is no key and no folder of keys */
  grantRead(grantee: IGrantable, options: OperatorGrantOptions = {}): Grant {
    return this.api.grantCalls(grantee, 'read', options.keys);
  }

  /** Lets somebody act on keys as they are declared: what {@link grantRead} gives, rotate, roll back, revoke, pause and resume, decisions on what is held, and leak reports, which concern whatever key the reported value belongs to. @throws Error for a pattern that is no key and no folder of keys */
  grantOperate(grantee: IGrantable, options: OperatorGrantOptions = {}): Grant {
    return this.api.grantCalls(grantee, 'operate', options.keys);
  }

  /** Lets somebody declare keys: what {@link grantOperate} gives, apply and release; without `keys` also pausing an issuer, or all, and redriving dead letters. Who applies a key decides what it may do at its issuer. @throws Error for a pattern that is no key and no folder of keys */
  grantAdmin(grantee: IGrantable, options: OperatorGrantOptions = {}): Grant {
    return this.api.grantCalls(grantee, 'admin', options.keys);
  }

  /** Operators see what died, and send it back, through the API: they have no rights on queues. */
  #letRedrive(): void {
    const { operate } = this.api;
    const { reports } = this.intake;
    const { messages, undelivered } = this.notifier;
    operate.grantRedrive('reports', reports);
    operate.grantRedrive('messages', messages);
    operate.grantRedrive('changes', this.secretWatch.changes);
    operate.grantRedrive('undelivered-events', { letters: undelivered, source: messages.queue });
    if (this.doors?.undelivered !== undefined) {
      operate.grantRedrive('undelivered-health-events', { letters: this.doors.undelivered, source: reports.queue });
    }
    operate.grantRedrive('sweep', { letters: this.sweeper.deadLetters });
    operate.grantRedrive('stream', { letters: this.outbox.deadLetters });
  }

  #ownTopic(contacts: readonly string[]): Topic {
    const topic = new Topic(this, 'Topic', { masterKey: this.dataKey, enforceSSL: variantOf(this.node).tlsOnly });
    // An alarm on an encrypted topic is lost without this: https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    this.dataKey.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    for (const contact of contacts) topic.addSubscription(new EmailSubscription(contact));
    return topic;
  }
}
