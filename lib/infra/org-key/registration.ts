import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { keyPatternSchema } from '../../model/manifest/key-pattern';
import type { GuardedQueue } from '../guarded-queue';
import type { IRekey } from './i-rekey';
import { RekeyFunction, type SharedProps } from '../rekey-function';

/** Properties of {@link Registration}. */
export interface RegistrationProps extends SharedProps {
  /** Where it hands over what it accepted. */
  readonly registrations: GuardedQueue;
  /** By which other apps find it, see `registerFunctionName`. */
  readonly functionName: string;
  /** Ids of keys (`shop/checkout`), or all below a folder (`shop/*`). @default all keys */
  readonly keys?: readonly string[] | undefined;
}

/** A door for stacks that declare keys: whoever may invoke its function may register the keys that it is for. It can do nothing but hand over. */
export class Registration extends Construct implements IRekey {
  readonly registerArn: string;
  readonly register: RekeyFunction;

  constructor(scope: Construct, id: string, props: RegistrationProps) {
    super(scope, id);
    const { keys, registrations } = props;
    if (keys?.length === 0) throw new Error('keys: names no key: leave it out for all keys');
    const wrong = keys?.find((pattern) => !keyPatternSchema.safeParse(pattern).success);
    if (wrong !== undefined) {
      throw new Error(`keys: "${wrong}" is no key and no folder of keys: write "shop/checkout" or "shop/*"`);
    }
    this.register = new RekeyFunction(this, 'Register', {
      entry: 'register',
      functionName: props.functionName,
      description: `Rekey: accepts what stacks declare${keys === undefined ? '' : ` of ${keys.join(', ')}`}`,
      timeout: Duration.seconds(15), // one message is sent
      logRetention: props.logRetention,
      tracing: props.tracing,
      environment: keys === undefined ? {} : { REKEY_REGISTER_KEYS: JSON.stringify(keys) },
    });
    this.register.handler.addEnvironment('REKEY_REGISTRATIONS', registrations.queue.queueUrl);
    registrations.queue.grantSendMessages(this.register);
    this.register.handler.configureAsyncInvoke({
      onFailure: new SqsDestination(registrations.deadLetters),
      retryAttempts: 2,
      // A request that comes later than this could be taken for a newer one than it is.
      maxEventAge: Duration.minutes(5),
    });
    this.registerArn = this.register.handler.functionArn;
  }

  /** Lets somebody who deploys stacks register keys here: in a CDK deployment that is the role `cfn-exec` of the bootstrap, unless it may do everything already. */
  grantRegister(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [this.registerArn],
    });
  }
}
