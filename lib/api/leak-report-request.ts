import { z } from 'zod';
import { exposureSchema } from '../model/leaks/leak-report';

/** Most bytes of a request body that the API reads: 1 MiB. Command lines split larger reports. */
export const bodyLimitBytes = 1_048_576;

/** Most findings that intake takes in one report; longer ones are sent in parts. */
export const findingsPerReport = 1000;

const exposure = exposureSchema.describe("Where it was seen, by the operator's word: public kills.");

/** A leak report as an operator sends it: one value as it was found, or a scanner's report. It goes to intake only. */
export const leakReportRequestSchema = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('value'), exposure, value: z.string().min(1).max(65_536) }),
  z.strictObject({ source: z.literal('secretlint'), exposure, report: z.unknown() }),
]);
export type LeakReportRequest = z.infer<typeof leakReportRequestSchema>;

/** What intake answers, always the same way, before any look-up. */
export const leakReportAnswerSchema = z.object({
  reportId: z.string(),
  /** Credential-like strings that will be looked up. */
  findings: z.number().int().nonnegative(),
});
export type LeakReportAnswer = z.infer<typeof leakReportAnswerSchema>;
