import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, RecursiveLoop, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeadLetterKind } from '../model/work/dead-letter-queue';
import { acknowledge } from './acknowledge';
import { digestOf } from './issuer/digest-of';
import { functionEntry, lockFile } from './function-entry';
import { GuardedQueue } from './guarded-queue';

/** What all functions of an installation have alike. */
export interface SharedProps {
  /** How long the log is kept. @default two weeks */
  readonly logRetention?: RetentionDays | undefined;
  /** Whether it writes X-Ray spans. @default true */
  readonly tracing?: boolean | undefined;
}

/** Properties of a {@link RekeyFunction}. */
export interface RekeyFunctionProps extends SharedProps {
  /** File in `functions/`, without its ending. */
  entry: string;
  description: string;
  /** A name that others know it by. @default one that CloudFormation makes */
  functionName?: string;
  /** How long one invocation may take, 1 s to 15 min. */
  timeout: Duration;
  /** @default 512: less makes the cold start of the bundled SDK slower than the work */
  memoryMb?: number;
  /**
   * It sends messages to the queue that invokes it, until something is done or its time is over. Lambda would otherwise take
   * that for a loop and end it after some 16 rounds: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   * @default false
   */
  sendsToItself?: boolean;
  /** Name of the parameter where the dead letters that it is granted are written down. @default none: it is granted none */
  lettersIn?: string;
  /** Environment beyond what the grants set. */
  environment?: Record<string, string>;
}

/** One Lambda function of Rekey with a role of its own, which can write its own log and nothing else until it is granted more. */
export class RekeyFunction extends Construct implements IGrantable {
  readonly grantPrincipal: IPrincipal;
  readonly role: Role;
  readonly handler: NodejsFunction;
  readonly #letters: Partial<Record<DeadLetterKind, { letters?: string; source?: string }>> = {};

  readonly #lettersIn: string | undefined;

  constructor(scope: Construct, id: string, props: RekeyFunctionProps) {
    super(scope, id);
    this.#lettersIn = props.lettersIn;
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention ?? RetentionDays.TWO_WEEKS,
      // The ledger is the record; a log is for finding faults.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of ours instead of the CDK's: the managed policy AWSLambdaBasicExecutionRole may write every log group.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.grantPrincipal = this.role;
    logGroup.grantWrite(this.role);
    this.handler = new NodejsFunction(this, 'Handler', {
      entry: functionEntry(props.entry),
      ...(props.functionName !== undefined && { functionName: props.functionName }),
      depsLockFilePath: lockFile(),
      description: props.description,
      role: this.role,
      logGroup,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64, // a fifth cheaper than x86 for the same work
      timeout: props.timeout,
      memorySize: props.memoryMb ?? 512,
      tracing: props.tracing === false ? Tracing.DISABLED : Tracing.ACTIVE,
      ...(props.sendsToItself && { recursiveLoop: RecursiveLoop.ALLOW }),
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        bundleAwsSDK: true, // the version tested is the version deployed
        sourceMap: true,
        minify: false, // stack traces and audits read the code; a cold start does not notice
        mainFields: ['module', 'main'],
        loader: { '.yaml': 'text' },
        // CommonJS dependencies call require(), which an ES module does not have.
        banner:
          "import { createRequire as rekeyRequire } from 'node:module'; const require = rekeyRequire(import.meta.url);",
      },
      environment: {
        // DEP0169: the X-Ray SDK parses URLs in an old way, and would say so in every log.
        NODE_OPTIONS: '--enable-source-maps --disable-warning=DEP0169',
        POWERTOOLS_SERVICE_NAME: 'rekey',
        POWERTOOLS_METRICS_NAMESPACE: 'Rekey',
        // Headers and answers hold credentials: spans name calls, never what they carried.
        POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
        POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
        ...(props.tracing === false && { POWERTOOLS_TRACE_ENABLED: 'false' }),
        ...props.environment,
      },
    });
    acknowledge(this.role, {
      'IAM5[Resource::*]':
        'X-Ray names no resources: xray:PutTraceSegments and xray:PutTelemetryRecords work on "*" alone; nor does SNS for sns:GetSubscriptionAttributes, which the operator API asks for',
    });
  }

  /** Lets it look at what died in a queue, and take it away. Where that is the redrive policy of a queue that it knows says. */
  grantLetters(letters: IQueue): void {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    this.role.addToPolicy(new PolicyStatement({ actions, resources: [letters.queueArn] }));
  }

  /** As {@link grantLetters}, and lets it send them back to where they came from, and tells it where that is. @param of without `source` they go nowhere */
  grantRedrive(kind: DeadLetterKind, of: GuardedQueue | { letters: IQueue; source?: IQueue }): void {
    if (Object.keys(this.#letters).length === 0) this.#writeLetters();
    const guarded = of instanceof GuardedQueue;
    const source = guarded ? of.queue : of.source;
    this.grantLetters(guarded ? of.deadLetters : of.letters);
    source?.grantSendMessages(this);
    this.#letters[kind] = {
      // A guarded queue's own redrive policy says where its letters are.
      ...(!guarded && { letters: of.letters.queueUrl }),
      ...(source && { source: source.queueUrl }),
    };
  }

  /** In a parameter of its own: a dozen addresses would be half of an environment, which holds 4 KB. */
  #writeLetters(): void {
    const produce = () => Stack.of(this).toJsonString(this.#letters);
    if (this.#lettersIn === undefined) throw new Error('lettersIn: name the parameter for the dead letters');
    const parameter = new StringParameter(this, 'Letters', {
      parameterName: this.#lettersIn,
      simpleName: false,
      description: 'Rekey: where dead letters are, and where they came from',
      stringValue: Lazy.string({ produce }),
    });
    this.handler.addEnvironment('REKEY_DEAD_LETTERS_IN', parameter.parameterName);
    this.handler.addEnvironment(
      'REKEY_DEAD_LETTERS_DIGEST',
      digestOf(this, () => this.#letters),
    );
    this.role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameter.parameterArn] }));
  }
}
