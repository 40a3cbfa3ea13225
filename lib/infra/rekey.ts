import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type Grant, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { FingerprintKey } from './fingerprint-key';
import type { IRekey } from './org-key/i-rekey';
import type { Issuer } from './issuer/issuer';
import { IssuerDirectory } from './issuer/issuer-directory';
import { LeakDoors, type LeakDoorsProps } from './intake/leak-doors';
import { LeakIntake } from './intake/leak-intake';
import { LedgerTable } from './ledger-table';
import { variantOf } from './local-variant';
import { Notifier } from './telling/notifier';
import { OperatorApi } from './operators/operator-api';
import { Outbox } from './telling/outbox';
import { registerFunctionName } from './org-key/register-function-name';
import { Registrar } from './org-key/registrar';
import { Registration } from './org-key/registration';
import { SecretWatch } from './secret-watch';
import type { SharedProps } from './rekey-function';
import { Sweeper } from './sweeper';
import { WeeklySummary } from './telling/weekly-summary';

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
  /** Whether the functions write X-Ray spans; the hooks that this takes double the processor time of a rotation. @default true */
  readonly tracing?: boolean;
  /** The name by which apps of the account and region find it. @default the name of the stack */
  readonly installation?: string;
}

/** What is known of an installation that another app deploys. */
export interface RekeyAttributes {
  /** ARN of the function that stacks call to register keys. */
  readonly registerArn: string;
}

/** Which installation of the account and region is meant, and which door of it. */
export interface RekeyInstallationOptions {
  /** Its name: that of its stack, unless it was given another. @default 'Rekey' */
  readonly installation?: string;
  /** The id of a registration that is for some keys only, as the installation made it by `rekey.registration`. @default the door for all keys */
  readonly registration?: string;
}

/** Which keys a registration is for. */
export interface RegistrationOptions {
  /** Ids of keys (`shop/checkout`), or all below a folder (`shop/*`). */
  readonly keys: readonly string[];
}

/** Whose keys an operator may see or act on. */
export interface OperatorGrantOptions {
  /** Ids of keys (`shop/checkout`), or all below a folder (`shop/*`). @default all keys, and what concerns the installation as a whole */
  readonly keys?: readonly string[];
}

/** The service: ledger, sweep, leak path, operator API, registration, outbox and notification. Add an `Issuer` for each issuer. */
export class Rekey extends Construct implements IRekey {
  /** The installation of this name in the account and region of the scope's stack. */
  static fromInstallation(scope: Construct, _id: string, options: RekeyInstallationOptions = {}): IRekey {
    const { installation = 'Rekey', registration } = options;
    const resourceName = registerFunctionName(installation, registration);
    const arn = { service: 'lambda', resource: 'function', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME };
    return { registerArn: Stack.of(scope).formatArn(arn) };
  }

  /** An installation of which the ARN is known. */
  static fromAttributes(_scope: Construct, _id: string, attributes: RekeyAttributes): IRekey {
    return { registerArn: attributes.registerArn };
  }

  readonly dataKey: Key;
  readonly fingerprintKey: FingerprintKey;
  readonly ledger: LedgerTable;
  readonly topic: ITopic;
  readonly bus: EventBus;
  /** Where the functions find what is known of the issuers. */
  readonly directory: IssuerDirectory;
  readonly sweeper: Sweeper;
  readonly secretWatch: SecretWatch;
  readonly weeklySummary: WeeklySummary;
  readonly intake: LeakIntake;
  readonly api: OperatorApi;
  readonly outbox: Outbox;
  readonly notifier: Notifier;
  readonly doors: LeakDoors | undefined;
  readonly registrar: Registrar;
  /** The door for stacks that register keys, whichever these are. */
  readonly anyKeys: Registration;
  readonly registerArn: string;
  readonly logRetention: RetentionDays | undefined;
  /** What all of its functions have alike. */
  readonly everyFunction: SharedProps;
  readonly alarmAction: SnsAction;
  readonly #installation: string;

  constructor(scope: Construct, id: string, props: RekeyProps = {}) {
    super(scope, id);
    const { removalPolicy } = variantOf(this.node);
    this.logRetention = props.logRetention;
    this.everyFunction = { logRetention: props.logRetention, tracing: props.tracing };
    this.#installation = props.installation ?? Stack.of(this).stackName;
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

    this.directory = new IssuerDirectory(this, 'Directory', { installation: this.#installation });
    this.sweeper = new Sweeper(this, 'Sweeper', this);
    this.secretWatch = new SecretWatch(this, 'SecretWatch', this);
    this.weeklySummary = new WeeklySummary(this, 'WeeklySummary', this);
    this.intake = new LeakIntake(this, 'LeakIntake', this);
    this.api = new OperatorApi(this, 'OperatorApi', this);
    this.outbox = new Outbox(this, 'Outbox', this);
    this.notifier = new Notifier(this, 'Notifier', this);
    this.registrar = new Registrar(this, 'Registrar', this);
    this.anyKeys = this.#door('AnyKeys', registerFunctionName(this.#installation));
    this.registerArn = this.anyKeys.registerArn;
    this.doors = props.doors && new LeakDoors(this, 'Doors', { ...props.doors, rekey: this });
    this.#letRedrive();
  }

  /** Lets whoever has work for an issuer send it to the issuer's queues; the construct `Issuer` calls it. */
  admit({ rotations, containments }: Issuer): void {
    const { operate } = this.api;
    for (const { queue, deadLetters } of [rotations, containments]) {
      this.sweeper.grantSend(queue);
      queue.grantSendMessages(operate);
      operate.grantLetters(deadLetters);
    }
    rotations.queue.grantSendMessages(this.registrar.declare);
    rotations.queue.grantSendMessages(this.secretWatch.watch);
    containments.queue.grantSendMessages(this.intake.match);
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

  /** Lets somebody who deploys stacks register keys, whichever these are. For some keys only, see {@link registration}. */
  grantRegister(grantee: IGrantable): Grant {
    return this.anyKeys.grantRegister(grantee);
  }

  /** A door of its own for stacks that register some keys only: IAM decides on its function who may pass. Other apps find it by `id`. @throws Error for a pattern that is no key and no folder of keys */
  registration(id: string, options: RegistrationOptions): Registration {
    return this.#door(`Registration-${id}`, registerFunctionName(this.#installation, id), options.keys);
  }

  /** Operators see what died, and send it back, through the API: they have no rights on queues. */
  #letRedrive(): void {
    const { operate } = this.api;
    const { reports } = this.intake;
    const { messages, undelivered } = this.notifier;
    operate.grantRedrive('reports', reports);
    operate.grantRedrive('messages', messages);
    operate.grantRedrive('registrations', this.registrar.registrations);
    operate.grantRedrive('changes', this.secretWatch.changes);
    operate.grantRedrive('undelivered-events', { letters: undelivered, source: messages.queue });
    const ofDoors = this.doors?.reports ?? {};
    for (const [door, queue] of Object.entries(ofDoors)) {
      operate.grantRedrive(`reports-${door as keyof typeof ofDoors}`, queue);
    }
    const health = ofDoors['aws-health'];
    if (this.doors?.undelivered !== undefined && health !== undefined) {
      operate.grantRedrive('undelivered-health-events', { letters: this.doors.undelivered, source: health.queue });
    }
    operate.grantRedrive('sweep', { letters: this.sweeper.deadLetters });
    operate.grantRedrive('stream', { letters: this.outbox.deadLetters });
  }

  #door(id: string, functionName: string, keys?: readonly string[]): Registration {
    const { registrations } = this.registrar;
    return new Registration(this, id, { registrations, functionName, keys, ...this.everyFunction });
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
