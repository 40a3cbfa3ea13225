import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Level } from '../../api/route-levels';
import { routes } from '../../api/routes';
import { acknowledge } from '../acknowledge';
import { variantOf } from '../local-variant';
import { operatorResources } from './operator-resources';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** The operators' door: an HTTP API where IAM authorises every route, verb first and key last. */
export class OperatorApi extends Construct {
  readonly api: HttpApi;
  readonly operate: RekeyFunction;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    const variant = variantOf(this.node);
    this.operate = new RekeyFunction(this, 'Operate', {
      entry: 'operate',
      description: 'Rekey: answers operators',
      timeout: Duration.seconds(29), // API Gateway waits 30 s at most
      memoryMb: 1024, // a person waits
      ...rekey.everyFunction,
      lettersIn: `${rekey.directory.root}/dead-letters`,
      environment: {
        REKEY_MINIMUM_INTERVAL_SECONDS: String(variant.minimumIntervalSeconds),
        REKEY_LOCAL_WEBHOOKS: String(variant.localWebhooks),
      },
    });
    this.#grant(rekey);

    const integrations = {
      operate: new HttpLambdaIntegration('Operate', this.operate.handler),
      intake: new HttpLambdaIntegration('Intake', rekey.intake.intake.handler),
    };
    this.api = new HttpApi(this, 'Api', {
      description: 'Rekey: the operator API',
      defaultAuthorizer: new HttpIamAuthorizer(),
    });
    for (const route of Object.values(routes)) {
      this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrations[route.answeredBy],
      });
    }
    this.#guardStage(rekey);
  }

  /** Lets somebody call the routes of a level, for all keys or for some. */
  grantCalls(grantee: IGrantable, level: Level, keys?: readonly string[]): Grant {
    const resourceArns = operatorResources(level, keys).map((part) =>
      Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.api.apiId,
        resourceName: `$default/${part}`, // the one stage there is
      }),
    );
    return Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }

  #grant(rekey: Rekey): void {
    rekey.ledger.grantRecord(this.operate);
    rekey.ledger.grantReadMany(this.operate);
    rekey.ledger.grantIndexes(this.operate, ['due', 'owner', 'all']);
    rekey.ledger.grantDescribe(this.operate);
    rekey.directory.grantRead(this.operate);
    this.operate.handler.addEnvironment('REKEY_TOPIC', rekey.topic.topicArn);
    // Of a subscription IAM knows no resource, so that only "*" admits its reading:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    for (const [action, resource] of [
      ['sns:ListSubscriptionsByTopic', rekey.topic.topicArn],
      ['sns:GetSubscriptionAttributes', '*'],
    ] as const) {
      this.operate.role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
    }
    this.operate.role.addToPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:DescribeSecret'],
        resources: [Stack.of(this).formatArn({ service: 'secretsmanager', resource: 'secret:*' })],
      }),
    );
    acknowledge(this.operate.role, {
      'IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:*]':
        'a key may name any secret, and a name that is taken is refused; describing a secret shows no value',
    });
  }

  #guardStage(rekey: Rekey): void {
    const log = new LogGroup(this, 'AccessLog', {
      retention: rekey.logRetention ?? RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = this.api.defaultStage?.node.defaultChild as CfnStage;
    stage.accessLogSettings = {
      destinationArn: log.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        at: '$context.requestTime',
        route: '$context.routeKey',
        path: '$context.path',
        status: '$context.status',
        caller: '$context.identity.userArn',
        latencyMs: '$context.responseLatency',
      }),
    };
    // Operators and scanners, not traffic: a flood is refused before it takes the functions' concurrency.
    stage.defaultRouteSettings = { throttlingBurstLimit: 50, throttlingRateLimit: 25 };
  }
}
