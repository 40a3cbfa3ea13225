import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { variantOf } from './local-variant';
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
    this.#allow(to, ['dynamodb:GetItem', 'dynamodb:Query'], keyReads);
  }

  /** Reads, and transitions, which are transactions: AWS authorises each item of one by its own action. */
  grantRecord(to: RekeyFunction): void {
    this.grantRead(to);
    this.#allow(to, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], keyWrites);
  }

  /** Taking away given-up attempts that need no further search: the only thing that is ever deleted. */
  grantForget(to: RekeyFunction): void {
    this.#allow(to, ['dynamodb:DeleteItem'], keyWrites);
  }

  /** Reads of many items at a time, by their keys. */
  grantReadMany(to: RekeyFunction): void {
    this.#allow(to, ['dynamodb:BatchGetItem'], keyReads);
  }

  /** Queries of these indexes. */
  grantIndexes(to: RekeyFunction, names: readonly IndexName[]): void {
    const indexes = names.map((name) => `${this.table.tableArn}/index/${name}`);
    this.#allow(to, ['dynamodb:Query'], keyReads, { resources: indexes });
  }

  /** Moving due times on, and taking the publish mark from entries, but no transition. */
  grantPostpone(to: RekeyFunction): void {
    this.#allow(to, ['dynamodb:UpdateItem'], keyWrites);
  }

  /** The table's own id, which a restore changes. */
  grantDescribe(to: RekeyFunction): void {
    this.#allow(to, ['dynamodb:DescribeTable'], keyReads);
  }

  /** Making the installation at the first call ever, and transitions of its own chain: what stands under its key. */
  grantFound(to: RekeyFunction): void {
    this.grantDescribe(to);
    const conditions = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['INSTALLATION'] } };
    this.#allow(to, ['dynamodb:PutItem'], keyWrites, { conditions });
  }

  /** Whoever is granted anything is told where the table is, and can use its key, through DynamoDB alone. */
  #allow(to: RekeyFunction, actions: string[], keyActions: string[], more: Partial<PolicyStatementProps> = {}): void {
    to.handler.addEnvironment('REKEY_TABLE', this.table.tableName);
    to.role.addToPolicy(new PolicyStatement({ actions, resources: [this.table.tableArn], ...more }));
    const conditions = { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } };
    to.role.addToPolicy(new PolicyStatement({ actions: keyActions, resources: [this.#key.keyArn], conditions }));
  }
}

/** Names of the indexes, by what they list. */
export type IndexName = 'due' | 'owner' | 'all';

// What DynamoDB asks of the caller for a customer-managed key:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
const keyReads = ['kms:Decrypt', 'kms:DescribeKey'];
const keyWrites = [...keyReads, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

// The names are the adapter's too: lib/aws/dynamo/ledger-keys.ts and ledger-items.ts.
const indexes: (GlobalSecondaryIndexProps & { indexName: IndexName; projectionType: ProjectionType })[] = (
  ['due', 'owner', 'all'] as const
).map((indexName) => ({
  indexName,
  partitionKey: { name: `${indexName}Pk`, type: AttributeType.STRING },
  sortKey: { name: `${indexName}Sk`, type: AttributeType.STRING },
  projectionType: ProjectionType.ALL,
}));
