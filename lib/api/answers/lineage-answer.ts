import { z } from 'zod';
import { entrySchema } from '../../model/ledger/entry';
import { keyIdSchema } from '../../model/ids';
import { versionSchema } from '../../model/ledger/version';

/** A page of a key's lineage, in order of sequence. */
export const lineageAnswerSchema = z.object({
  keyId: keyIdSchema,
  /** Where the chain ends, as the key's head recorded it. */
  head: z.object({ sequence: z.number().int().positive(), headHash: z.string() }),
  /** Loose: a field that this side does not know is part of the entry's hash all the same. */
  entries: z.array(entrySchema.loose()),
  versions: z.array(versionSchema),
  /** Pass it as `from` for the page after. */
  next: z.string().optional(),
});
export type LineageAnswer = z.infer<typeof lineageAnswerSchema>;

/** A page of the installation's own chain. */
export const installationLineageAnswerSchema = lineageAnswerSchema.pick({ head: true, entries: true, next: true });
