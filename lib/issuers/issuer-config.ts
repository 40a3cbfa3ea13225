import { z } from 'zod';
import { issuerNameSchema } from '../model/ids';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where an issuer is reached: https, or plain http on this machine only, since the admin credential travels there. */
export const issuerUrlSchema = z.string().superRefine((text, context) => {
  const problem = problemOf(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** A configured issuer, as far as the issuer itself needs to know. */
export const issuerConfigSchema = z.strictObject({
  name: issuerNameSchema,
  kind: z.string().min(1),
  /** @default the catalogue's, where it is the same for everybody */
  url: issuerUrlSchema.optional(),
  /** Text of a catalogue of one's own, in YAML; absent: the kind is one that Rekey ships. */
  catalogue: z.string().min(1).optional(),
  /** Values for the catalogue's `${config.<name>}`. */
  settings: z.record(z.string(), z.string().min(1)).optional(),
});
export type IssuerConfig = z.infer<typeof issuerConfigSchema>;

function problemOf(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is no address';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds a credential: it belongs in the admin secret';
  if (url.search !== '' || url.hash !== '') return 'has a query or a fragment: only a path may follow the host';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))) return undefined;
  return 'is not https';
}
