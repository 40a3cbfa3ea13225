import { RekeyError } from '../../model/rekey-error';
import type { SeenKey } from '../../model/foreign/seen-key';
import type { StoredValue } from '../../ports';
import { currentHolder } from '../rotation/current-holder';
import type { WorkerWorld } from '../world';

/** What the secret holds as current: one read, and one look more only when that fails. */
export interface ReadCurrent {
  secret: SeenKey['secret'];
  stored?: StoredValue;
  /** A version that holds the label and no text. */
  unreadable?: string;
}

/** Reads `AWSCURRENT`, and says why where there is nothing to read. @throws RekeyError */
export async function readCurrent(world: WorkerWorld, secretArn: string): Promise<ReadCurrent> {
  try {
    const stored = await world.secrets.read(secretArn, { label: 'AWSCURRENT' });
    if (stored !== undefined) return { secret: 'there', stored };
  } catch (error) {
    if (!(error instanceof RekeyError) || error.code !== 'refused') throw error;
  }
  const description = await world.secrets.describe(secretArn);
  if (description === undefined) return { secret: 'secret deleted' };
  if (description.deleted) return { secret: 'deletion scheduled' };
  const unreadable = await currentHolder(world, secretArn);
  return { secret: 'there', ...(unreadable === undefined ? {} : { unreadable }) };
}
