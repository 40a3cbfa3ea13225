import { z } from 'zod';

/** Where a message goes: the installation's topic, one webhook of an owner's with the secret that holds its signing key, or Slack by the address that a secret holds. */
export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('topic') }),
  z.strictObject({ kind: z.literal('webhook'), url: z.string().min(1), secret: z.string().min(1) }),
  z.strictObject({ kind: z.literal('slack'), secret: z.string().min(1) }),
]);
export type Channel = z.infer<typeof channelSchema>;
