/** Keys and indexes of the ledger's table: what is deployed and what the adapter uses. All keys are strings, all indexes hold whole items. */
export const tableSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [
    { name: 'due', partitionKey: 'duePk', sortKey: 'dueSk' },
    { name: 'owner', partitionKey: 'ownerPk', sortKey: 'ownerSk' },
    { name: 'all', partitionKey: 'allPk', sortKey: 'allSk' },
  ],
} as const;
