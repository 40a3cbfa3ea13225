import type { RequestCount } from './request-counter';
import { rotationBudget } from './rotation-budget';

const counted = (...rows: [name: string, service: string, count: number][]) =>
  new Map<string, RequestCount>(rows.map(([name, service, count]) => [name, { service, count }]));

describe('the budget of a rotation', () => {
  it('allows two more reads for each further probe', () => {
    const reads = counted(['GetSecretValue', 'SecretsManager', 6], ['DescribeSecret', 'SecretsManager', 1]);
    expect(rotationBudget(reads, 2)[1]).toEqual({ what: 'Secrets Manager reads', used: 7, allowed: 7 });
  });

  it('takes what it does not know of Secrets Manager for a write', () => {
    const writes = counted(['PutSecretValue', 'SecretsManager', 1], ['TagResource', 'SecretsManager', 2]);
    expect(rotationBudget(writes, 0)[0]).toEqual({ what: 'Secrets Manager writes', used: 3, allowed: 2 });
  });

  it('is not touched by reads of the ledger', () => {
    const others = counted(['GetItem', 'DynamoDB', 40], ['TransactWriteItems', 'DynamoDB', 5]);
    expect(rotationBudget(others, 0).map(({ used }) => used)).toEqual([0, 0, 5]);
  });
});
