import { z } from 'zod';

/** Where a message goes: the installation's topic, or one webhook of an owner's with the secret that holds its signing key. */
export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('topic') }),
  z.strictObject({ kind: z.literal('webhook'), url: z.string().min(1), secret: z.string().min(1) }),
]);
export type Channel = z.infer<typeof channelSchema>;
