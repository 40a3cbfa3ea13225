import { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';

const tokenSchema = z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/), after: z.string().optional() });

/** Where a listing of incidents goes on: a month, and what comes after in it. */
export type IncidentPlace = z.infer<typeof tokenSchema>;

/** The text that stands for a place in a listing of incidents. */
export function incidentPageToken(place: IncidentPlace): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a text stands for. @throws RekeyError `bad_input` when it is none of ours */
export function readIncidentPageToken(text: string): IncidentPlace {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new RekeyError('bad_input', '"next" is not from an answer of this operation', { cause });
  }
}
