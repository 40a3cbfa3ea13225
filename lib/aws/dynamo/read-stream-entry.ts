import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Entry, entrySchema } from '../../model/ledger/entry';
import { readItem } from './read-item';

/** The entry in the new image of a stream record; undefined: it is another item, or an entry that is not to be told. @throws RekeyError `corrupt` */
export function readStreamEntry(image: Record<string, AttributeValue>): Entry | undefined {
  if (!image['sk']?.S?.startsWith('ENTRY#') || image['duePk'] === undefined) return undefined;
  return readItem(entrySchema, unmarshall(image));
}
