import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { variantOf } from './local';
import type { RekeyFunction } from './rekey-function';

/** The one table, and who may do what with it. */
export class LedgerTable extends Construct {
  readonly table: Table;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { encryptionKey: IKey }) {
    super(scope, id);
    const variant = variantOf(this.node);
    this.#key = props.encryptionKey;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST, // a fleet rotates in bursts, and mostly nothing happens
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: variant.deletionProtection,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: variant.removalPolicy,
    });
    for (const index of indexes) this.table.addGlobalSecondaryIndex(index);
  }

  /** Strongly consistent reads of items and partitions. */
  grantRead(to: RekeyFunction): void {
    this.#allow(to, [this.table.tableArn], ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']);
    this.#tell(to, ['kms:Decrypt']);
  }

  /** Transitions, which are transactions: AWS authorises each item of one by its own action. */
  grantRecord(to: RekeyFunction): void {
    this.grantRead(to);
    this.#allow(to, [this.table.tableArn], writes);
  }

  /** Queries of these indexes. */
  grantIndexes(to: RekeyFunction, names: readonly IndexName[]): void {
    this.#allow(
      to,
      names.map((name) => `${this.table.tableArn}/index/${name}`),
      ['dynamodb:Query'],
    );
    this.#tell(to, ['kms:Decrypt']);
  }

  /** Moving due times on, and taking the publish mark from entries, but no transition. */
  grantPostpone(to: RekeyFunction): void {
    this.#allow(to, [this.table.tableArn], ['dynamodb:UpdateItem']);
    this.#tell(to, ['kms:Decrypt']);
  }

  /** Making the installation at the first call ever: its item and first entry, with the table's own id. */
  grantFound(to: RekeyFunction): void {
    this.#allow(to, [this.table.tableArn], ['dynamodb:DescribeTable']);
    to.role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:PutItem'],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['INSTALLATION'] } },
      }),
    );
  }

  #allow(to: RekeyFunction, resources: string[], actions: string[]): void {
    to.role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources }));
  }

  #tell(to: RekeyFunction, actions: string[]): void {
    to.handler.addEnvironment('REKEY_TABLE', this.table.tableName);
    to.role.addToPolicy(
      new PolicyStatement({
        actions,
        resources: [this.#key.keyArn],
        // The key opens the table only through DynamoDB.
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
  }
}

/** Names of the indexes, by what they list. */
export type IndexName = 'due' | 'owner' | 'all';

const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

// The names are the adapter's too: lib/aws/ledger-keys.ts and ledger-items.ts.
const indexes: (GlobalSecondaryIndexProps & { indexName: IndexName; projectionType: ProjectionType })[] = (
  ['due', 'owner', 'all'] as const
).map((indexName) => ({
  indexName,
  partitionKey: { name: `${indexName}Pk`, type: AttributeType.STRING },
  sortKey: { name: `${indexName}Sk`, type: AttributeType.STRING },
  projectionType: ProjectionType.ALL,
}));
