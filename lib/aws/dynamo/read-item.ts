import type { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';

/** The model object in an item; keys and index attributes fall away. @throws RekeyError `corrupt` naming the item when it does not fit */
export function readItem<S extends z.ZodType>(schema: S, item: Record<string, unknown>): z.output<S> {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new RekeyError(
    'corrupt',
    `the ledger's item ${String(item['pk'])} ${String(item['sk'])} is not readable at "${where}"`,
  );
}
