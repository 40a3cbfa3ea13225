import { Duration, Stack } from 'aws-cdk-lib';
import { CfnRoute, type CfnStage, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type DoorName, doorRoutes, doorSecretName, githubTokenPrefix } from '../../model/leaks/door-routes';
import { acknowledge } from '../acknowledge';
import { exposurePattern } from './exposure-pattern';
import { deadLetterQueue, type GuardedQueue } from '../guarded-queue';
import type { Rekey } from '../rekey';
import type { RekeyFunction } from '../rekey-function';

/** Which doors there are; each brings its own routes and permissions, and an absent one nothing. */
export interface LeakDoorsProps {
  /** GitHub's secret scanning webhooks; `url` is the address of its REST API. */
  readonly github?: { readonly url: string };
  /** Any tool that signs as a Standard Webhook. */
  readonly report?: object;
  /** AWS Health's events on exposed credentials, for these issuers. */
  readonly awsHealth?: { readonly issuers: readonly string[] };
}

/** Doors for the leak reports of others. Their routes have no IAM authoriser: who knocks has no AWS credentials, and signs instead. */
export class LeakDoors extends Construct {
  /** The queues of reports, one a door that is open. */
  readonly reports: Partial<Record<DoorName | 'aws-health', GuardedQueue>> = {};
  /** Events of AWS Health that did not reach their queue; undefined: nobody listens for them. */
  readonly undelivered: Queue | undefined;
  readonly #rekey: Rekey;

  constructor(scope: Construct, id: string, props: LeakDoorsProps & { readonly rekey: Rekey }) {
    super(scope, id);
    this.#rekey = props.rekey;
    if (props.github !== undefined) this.#openGithub(props.github.url);
    if (props.report !== undefined) this.#open('report');
    this.undelivered = props.awsHealth && this.#listen(props.awsHealth.issuers);
  }

  #openGithub(url: string): void {
    this.#open('github');
    const { match } = this.#rekey.intake;
    match.handler.addEnvironment('REKEY_GITHUB_URL', url);
    this.#rekey.fingerprintKey.grantGenerate(match);
    const arn = this.#grantSecret(match, `${githubTokenPrefix}*`);
    acknowledge(match.role, {
      [`IAM5[Resource::${arn}]`]: 'one token an organisation, all under this prefix, where nothing else is',
    });
  }

  #open(door: DoorName): void {
    const { api } = this.#rekey.api;
    const { intake } = this.#rekey.intake;
    this.reports[door] = this.#rekey.intake.openDoorQueue(door);
    // AWS puts "-" and six random characters behind a secret's name.
    this.#grantSecret(intake, `${doorSecretName(door)}-??????`);
    const [method, path] = doorRoutes[door].split(' ');
    const [route] = api.addRoutes({
      path: path ?? '',
      methods: [HttpMethod[method as 'POST']],
      integration: new HttpLambdaIntegration(`Door-${door}`, intake.handler),
      authorizer: new HttpNoneAuthorizer(),
    });
    if (route === undefined) throw new Error(`the door ${door} has no route`);
    acknowledge(route, {
      APIG4: 'who knocks here has no AWS credentials: intake checks a signature over the raw body',
    });
    const stage = api.defaultStage?.node.defaultChild as CfnStage;
    // More than a flood of 2000 a minute, which must not have a true report refused; a bad signature costs milliseconds.
    const throttling = { ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 };
    stage.addPropertyOverride(`RouteSettings.${doorRoutes[door]}`, throttling);
    // A stage cannot have settings of a route that does not exist yet.
    stage.addResourceDependency(route.node.defaultChild as CfnRoute);
  }

  /** The queue for events that could not be delivered. */
  #listen(issuers: readonly string[]): Queue {
    const { intake, alarmAction } = this.#rekey;
    const reports = intake.openQueue('Reports-aws-health');
    this.reports['aws-health'] = reports;
    intake.match.handler.addEnvironment('REKEY_HEALTH_ISSUERS', JSON.stringify(issuers));
    const undelivered = deadLetterQueue(this, 'UndeliveredEvents', 'undelivered-health-events', alarmAction);
    new Rule(this, 'Exposures', {
      description: 'Rekey: credentials that AWS found exposed',
      eventPattern: exposurePattern,
      targets: [
        new SqsQueue(reports.queue, {
          deadLetterQueue: undelivered,
          maxEventAge: Duration.hours(24), // as long as EventBridge can try
          retryAttempts: 185,
        }),
      ],
    });
    return undelivered;
  }

  #grantSecret(to: RekeyFunction, name: string): string {
    const arn = (part: string) => Stack.of(this).formatArn({ service: 'secretsmanager', resource: `secret:${part}` });
    to.role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn(name)] }));
    return `arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}`;
  }
}
