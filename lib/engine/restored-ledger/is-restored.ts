import type { World } from '../world';

/**
 * Whether the ledger's table is another one than the ledger was kept in: then it was restored from a backup, and does not know what was done since.
 * Costs no request while all is well, but one a minute for the table's id.
 * @throws RekeyError when that cannot be told, so that nothing goes on
 */
export async function isRestored({ ledger, installation }: Pick<World, 'ledger' | 'installation'>): Promise<boolean> {
  const tableId = await ledger.tableId();
  // What was read at the cold start is older than a recovery may be.
  return tableId !== installation.epoch && tableId !== (await ledger.installation()).epoch;
}
