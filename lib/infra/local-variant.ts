import { CliCredentialsStackSynthesizer, RemovalPolicy, type StackSynthesizer } from 'aws-cdk-lib';
import type { Node } from 'constructs';

/** The one context value that makes the local variant: `-c rekey:local=true`. */
export const localContextKey = 'rekey:local';

/** The context value that lets table and keys go with the stack: `-c rekey:removal=destroy`, at a deployment before the stack is deleted. */
export const removalContextKey = 'rekey:removal';

/** Everything in which the stack at a local endpoint differs from the one on AWS. */
export interface Variant {
  /** What becomes of the table and the keys when the stack is deleted. */
  removalPolicy: RemovalPolicy;
  /** DynamoDB refuses to delete the table. */
  deletionProtection: boolean;
  /** Queues and topics refuse what does not come over TLS. */
  tlsOnly: boolean;
  /** Shortest time between two rotations of a key, in seconds. */
  minimumIntervalSeconds: number;
  /** Webhooks may be plain HTTP and may name loopback addresses. */
  localWebhooks: boolean;
  /** IAM knows users by their names alone, so that their path bounds nothing. */
  usersWithoutPath: boolean;
  /** IAM knows the sending of several messages at once by an action of its own. */
  batchesApart: boolean;
  /** IAM does not look at the path below which parameters are read. */
  parametersWithoutPath: boolean;
  /** Issuers can stand in nested stacks. */
  nestedStacks: boolean;
  /** Undefined: the CDK's own default, which publishes assets with the bootstrap roles. */
  synthesizer?: StackSynthesizer;
}

/** Whether the context of a construct asks for the local variant. */
export function isLocal(node: Node): boolean {
  const asked: unknown = node.tryGetContext(localContextKey);
  return asked === true || asked === 'true';
}

/** The variant that the context of a construct asks for. @throws Error for another removal than `destroy` and `retain` */
export function variantOf(node: Node): Variant {
  if (isLocal(node)) return localVariant();
  const removal: unknown = node.tryGetContext(removalContextKey) ?? 'retain';
  switch (removal) {
    case 'retain':
      return awsVariant;
    case 'destroy':
      return { ...awsVariant, removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false };
    default:
      throw new Error(`${removalContextKey}: write "destroy" or "retain", not "${String(removal)}"`);
  }
}

/** What the README lists: each local difference and why there is one. */
export const localDifferences: readonly { what: string; why: string }[] = [
  {
    what: 'the table and the KMS keys go with the stack, without deletion protection',
    why: 'local state is thrown away',
  },
  {
    what: 'no TLS-only policies on queues and topics',
    why: 'the local endpoint speaks HTTP, and would be refused by them',
  },
  {
    what: 'keys may rotate every 10 seconds instead of every 20 minutes at most',
    why: 'a demonstration cannot wait; the limit comes from the versions that Secrets Manager keeps',
  },
  { what: 'webhooks may use http and loopback addresses', why: 'the receiver of a demonstration is a local process' },
  {
    what: 'no stacks in other regions that forward events of AWS Health',
    why: 'a local endpoint has no AWS Health: a test puts the events on its bus',
  },
  {
    what: 'the worker of an aws-iam issuer may act on users of any path',
    why: 'the local endpoint leaves the path out of the ARNs that it compares',
  },
  {
    what: 'the sweep may do `sqs:SendMessageBatch` on the workers’ queues',
    why: 'on AWS `sqs:SendMessage` allows that too, and there is no such action; the local endpoint asks for it by this name',
  },
  {
    what: 'the functions that read the issuers’ settings may read parameters below any path',
    why: 'the local endpoint checks that call against "*", whatever its path',
  },
  {
    what: 'all issuers stand in the one stack, also those that rekey.yaml puts into nested ones',
    why: 'the local endpoint makes no nested stacks, and counts no resources',
  },
  {
    what: 'the CDK publishes assets with the caller’s own credentials',
    why: 'the local endpoint denies the publishing role of the bootstrap stack',
  },
];

const awsVariant: Variant = {
  removalPolicy: RemovalPolicy.RETAIN,
  deletionProtection: true,
  tlsOnly: true,
  // 100 versions a secret, and none younger than 24 h is pruned: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  minimumIntervalSeconds: 20 * 60,
  localWebhooks: false,
  usersWithoutPath: false,
  batchesApart: false,
  parametersWithoutPath: false,
  nestedStacks: true,
};

function localVariant(): Variant {
  return {
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    tlsOnly: false,
    minimumIntervalSeconds: 10,
    localWebhooks: true,
    usersWithoutPath: true,
    batchesApart: true,
    parametersWithoutPath: true,
    nestedStacks: false,
    synthesizer: new CliCredentialsStackSynthesizer(),
  };
}
