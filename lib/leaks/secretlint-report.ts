import { z } from 'zod';

const messageSchema = z.looseObject({
  /** Offsets into `sourceContent`, end excluded, in UTF-16 units. */
  range: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
  ruleId: z.string().optional(),
  loc: z.looseObject({ start: z.looseObject({ line: z.number() }) }).optional(),
});

/** What `secretlint --format json` writes, version 12: one element a file. Other fields are ignored. */
export const secretlintReportSchema = z.array(
  z.looseObject({
    filePath: z.string(),
    /** The whole file; masking covers the messages, never this. */
    sourceContent: z.string().optional(),
    messages: z.array(messageSchema),
  }),
);
export type SecretlintReport = z.infer<typeof secretlintReportSchema>;
