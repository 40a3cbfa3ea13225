import type { RequestCount } from './request-counter';

/** What one undisturbed rotation may ask for, and what it asked for. */
export interface BudgetLine {
  what: 'Secrets Manager writes' | 'Secrets Manager reads' | 'DynamoDB transactions';
  used: number;
  allowed: number;
}

const reads = new Set(['GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds', 'BatchGetSecretValue']);

/** The budget of a rotation until its old version is proven dead; a probe that rides with the revocation is no further one. */
export function rotationBudget(counts: ReadonlyMap<string, RequestCount>, furtherProbes: number): BudgetLine[] {
  const of = (wanted: (name: string, service: string) => boolean) =>
    [...counts].reduce((sum, [name, { service, count }]) => sum + (wanted(name, service) ? count : 0), 0);
  const isSecret = (service: string) => service === 'SecretsManager';
  return [
    {
      what: 'Secrets Manager writes',
      used: of((name, service) => isSecret(service) && !reads.has(name)),
      allowed: 2,
    },
    {
      what: 'Secrets Manager reads',
      used: of((name, service) => isSecret(service) && reads.has(name)),
      allowed: 3 + 2 * furtherProbes,
    },
    { what: 'DynamoDB transactions', used: of((name) => name === 'TransactWriteItems'), allowed: 5 },
  ];
}
