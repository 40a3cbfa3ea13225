import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { orgKeyManifest } from './org-key-manifest';
import type { OrgKeyProps } from './org-key-props';
import { secretVariable } from './secret-variable';

/** How a consumer is let in. */
export interface OrgKeyReadOptions {
  /** Environment variable in which a function finds the ARN of the secret. @default the key's id in capitals and `_SECRET_ARN`: `SHOP_CHECKOUT_FLAGS_SECRET_ARN` */
  readonly variable?: string;
}

/** What CloudFormation waits longer than Rekey, for the answer to arrive, in seconds. */
const answerSeconds = 240;

/** An org key, declared by this stack and by nobody else. The deployment waits until its value is issued; when the stack declares it no more it is released, and nothing is revoked. */
export class OrgKey extends Construct {
  /** Id of the key. */
  readonly key: string;
  /** ARN of its secret. Whoever uses it is deployed after the first value was issued. */
  readonly secretArn: string;
  readonly #props: OrgKeyProps;

  /** @throws Error with everything that can be known to be wrong before a deployment, by property and with the remedy */
  constructor(scope: Construct, id: string, props: OrgKeyProps) {
    super(scope, id);
    const { rekey, key, timeout = Duration.minutes(10), encryptionKey: _, ...manifest } = props;
    const waitSeconds = timeout.toSeconds();
    if (waitSeconds < 60 || waitSeconds > 3300) {
      throw new Error(`OrgKey ${key}: timeout: ${waitSeconds}s is not between 1 and 55 minutes`);
    }
    this.key = key;
    this.#props = props;
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: rekey.registerArn,
      serviceTimeout: Duration.seconds(Math.min(waitSeconds + answerSeconds, 3600)),
      resourceType: 'Custom::RekeyOrgKey',
      properties: {
        key,
        // As text: CloudFormation makes texts of all numbers and truths that a custom resource is given.
        manifest: Stack.of(this).toJsonString(orgKeyManifest(key, manifest)),
        waitSeconds,
      },
    });
    this.secretArn = resource.getAttString('SecretArn');
    this.node.addValidation({ validate: () => this.#declaredTwice() });
  }

  /** Lets a consumer read the key's secret, and nothing else. A function, and whatever else takes environment variables, is also told where it is. */
  grantRead(consumer: IGrantable, options: OrgKeyReadOptions = {}): Grant {
    const actions = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
    if (takesEnvironment(consumer)) {
      consumer.addEnvironment(options.variable ?? secretVariable(this.key), this.secretArn);
    }
    const read = Grant.addToPrincipal({ grantee: consumer, actions, resourceArns: [this.secretArn] });
    const { encryptionKey } = this.#props;
    return encryptionKey === undefined ? read : read.combine(this.#grantDecrypt(consumer, encryptionKey));
  }

  #grantDecrypt(consumer: IGrantable, key: NonNullable<OrgKeyProps['encryptionKey']>): Grant {
    const through = `secretsmanager.${Stack.of(this).region}.amazonaws.com`;
    return Grant.addToPrincipal({
      grantee: consumer,
      actions: ['kms:Decrypt'],
      resourceArns: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': through, 'kms:EncryptionContext:SecretARN': this.secretArn } },
    });
  }

  /** Two resources of a stack would take turns in declaring it, and two stacks are refused only at deployment. */
  #declaredTwice(): string[] {
    const others = this.node.root.node
      .findAll()
      .filter((one): one is OrgKey => one instanceof OrgKey && one !== this && one.key === this.key);
    return others.map((other) => `key ${this.key} is declared by ${other.node.path} too: keep one of them`);
  }
}

function takesEnvironment(consumer: object): consumer is { addEnvironment(name: string, value: string): unknown } {
  return 'addEnvironment' in consumer && typeof consumer.addEnvironment === 'function';
}
