import { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';

const cursorSchema = z.strictObject({
  shard: z.number().int().nonnegative(),
  start: z.record(z.string(), z.string()).optional(),
});

/** Where a listing goes on: the shard, and the key to start after; from its beginning without one. */
export type PageCursor = z.infer<typeof cursorSchema>;

/** The cursor as callers carry it. */
export function writeCursor(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** A cursor that {@link writeCursor} wrote; the beginning when there is none. @throws RekeyError `bad_input` */
export function readCursor(text: string | undefined): PageCursor {
  if (text === undefined) return { shard: 0 };
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new RekeyError('bad_input', 'this page cursor is not one of ours: start the listing again');
  }
}
