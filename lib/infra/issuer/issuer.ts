import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { WrittenSettings } from '../../issuers/issuer-settings';
import { usualConcurrency } from '../../issuers/usual-concurrency';
import { countedAlarm } from '../alarms/counted-alarm';
import { GuardedQueue } from '../guarded-queue';
import { grantDiscover } from './grant-discover';
import { grantIamUsers } from './issuer-iam-users';
import { grantIssuerSecrets } from './issuer-secrets';
import { grantOwnSettings } from './grant-own-settings';
import { reapHourly } from './reap-hourly';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';
import { zippedCatalogue } from './zipped-catalogue';

/** Properties of {@link Issuer}. */
export interface IssuerProps {
  /** The service it belongs to. */
  readonly rekey: Rekey;
  /** Its name in `keys.yaml`: a lower-case letter, then letters, digits and "-"; 32 at most. It stands in the tag of every secret. */
  readonly issuerName: string;
  /** A kind that Rekey ships (`unleash`), or the one that `catalogue` describes. */
  readonly kind: string;
  /** Where it is, https. @default the catalogue's, where it is the same for everybody */
  readonly url?: string;
  /** Name of the secret with the admin credential, which only this issuer's worker can read. It must exist before the first rotation. @default none: kind `aws-iam` is administered by the worker's role */
  readonly admin?: string;
  /** Text of a catalogue of one's own, YAML; as JSON, compressed and in base64, 7,000 bytes at most, which is some 16 KB of YAML. @default the one Rekey ships for `kind` */
  readonly catalogue?: string;
  /** Values for the catalogue's `${config.<name>}`. @default none */
  readonly settings?: Readonly<Record<string, string>>;
  /** Names of the secrets that the worker may make and tag, `*` for any characters. @default all names */
  readonly secretNames?: readonly string[];
  /** Whether the reaper revokes the strays that it finds, or only reports them. @default 'report' */
  readonly reaper?: 'report' | 'act';
  /** ARNs of the customer-managed KMS keys that secrets of this issuer are encrypted with, of those made by hand too. @default none: the key `aws/secretsmanager` */
  readonly kmsKeys?: readonly string[];
  /** Secrets that the worker may look into for `rekey discover`, by the beginnings of their names or by all of the tags: reading them is a power. @default none: it can list no secrets, and read none but its own */
  readonly discover?: { readonly prefixes?: readonly string[]; readonly tags?: Readonly<Record<string, string>> };
  /** Invocations at once, 2 to 1000, for each of the two queues. @default 2 rotations and 4 containments */
  readonly concurrency?: { readonly rotations?: number; readonly containments?: number };
}

/** One issuer: its own worker, role, queues and concurrency, so that a slow or hostile issuer hurts its own keys only. */
export class Issuer extends Construct {
  readonly issuerName: string;
  readonly worker: RekeyFunction;
  readonly rotations: GuardedQueue;
  readonly containments: GuardedQueue;
  /** What is written down of it. */
  readonly settings: WrittenSettings;

  constructor(scope: Construct, id: string, props: IssuerProps) {
    super(scope, id);
    const { rekey } = props;
    this.issuerName = props.issuerName;
    this.rotations = new GuardedQueue(this, 'Rotations', {
      watchedAs: 'rotations',
      // Six times the timeout, as AWS advises where an invocation may be throttled; the sweep does not wait for it.
      visibilityTimeout: Duration.minutes(6),
      maxReceiveCount: 3, // the sweep sends again what stays due, so a message that ends here is a sign and no loss
      alarmAge: Duration.minutes(30),
      alarmAction: rekey.alarmAction,
    });
    this.containments = new GuardedQueue(this, 'Containments', {
      watchedAs: 'containments',
      // The timeout and half of it again: a leaked key cannot wait six minutes for its second try, should the first be killed.
      visibilityTimeout: Duration.seconds(90),
      maxReceiveCount: 20, // what fails comes back after 1, 2, 4, ... and then every 60 s: 20 tries are a quarter of an hour
      alarmAge: Duration.seconds(60),
      alarmAction: rekey.alarmAction,
    });
    this.settings = {
      kind: props.kind,
      ...(props.url !== undefined && { url: props.url }),
      ...(props.settings !== undefined && { settings: { ...props.settings } }),
      ...(props.catalogue !== undefined && { catalogue: zippedCatalogue(props.issuerName, props.catalogue) }),
      rotations: this.rotations.queue.queueUrl,
      containments: this.containments.queue.queueUrl,
      ...(props.concurrency !== undefined && { concurrency: props.concurrency }),
    };
    this.worker = new RekeyFunction(this, 'Worker', {
      entry: 'worker',
      description: `Rekey: rotates and revokes keys of ${props.issuerName}`,
      // A dozen calls, the slowest an issuer's that may take 10 s; a claim lasts as long, so longer would delay recovery.
      timeout: Duration.seconds(60),
      memoryMb: 512,
      // Probes, retries and what falls due soon: each ends by its own due times.
      sendsToItself: true,
      ...rekey.everyFunction,
      environment: { REKEY_ISSUER: props.issuerName, REKEY_REAPER: props.reaper ?? 'report' },
    });
    const { settings } = this;
    const parameter = rekey.directory.enter(this);
    grantOwnSettings(this.worker, { settings, parameter, besides: [props.admin, props.discover] });
    rekey.ledger.grantRecord(this.worker);
    rekey.ledger.grantForget(this.worker);
    rekey.ledger.grantDescribe(this.worker);
    rekey.ledger.grantIndexes(this.worker, ['all']); // which keys there are: the reaper, and the search at an issuer without labels
    rekey.ledger.grantReadMany(this.worker);
    rekey.fingerprintKey.grantGenerate(this.worker);
    grantIssuerSecrets(this.worker, props);
    if (props.discover !== undefined) grantDiscover(this.worker, props.discover);
    if (props.kind === 'aws-iam') grantIamUsers(this.worker, props);
    for (const lane of ['rotations', 'containments'] as const) this[lane].queue.grantSendMessages(this.worker);
    this.#consume('rotations', props.concurrency?.rotations ?? usualConcurrency.rotations);
    this.#consume('containments', props.concurrency?.containments ?? usualConcurrency.containments);
    countedAlarm(this, 'AdminRefusedAlarm', {
      metricName: 'IssuerRefusedAdmin',
      dimensions: { issuer: props.issuerName },
      description: `${props.issuerName} refuses the admin credential: no key of it rotates or dies until that is mended`,
      runbook: 'admin-credential-refused',
      action: rekey.alarmAction,
    });
    reapHourly(this, rekey);
    rekey.admit(this);
  }

  #consume(lane: 'rotations' | 'containments', maxConcurrency: number): void {
    this.worker.handler.addEventSource(
      new SqsEventSource(this[lane].queue, {
        // A rotation takes seconds and may fail for reasons of its own key: in a batch it would delay, and time out with, others.
        batchSize: 1,
        reportBatchItemFailures: true,
        // Not reserved concurrency: that is refused in an account with the initial quota of 10, and would let
        // rotations take what containments need. Each queue has its own share instead.
        maxConcurrency,
      }),
    );
  }
}
