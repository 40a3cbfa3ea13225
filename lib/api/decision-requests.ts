import { z } from 'zod';
import { incidentIdSchema } from '../model/ids';
import { containmentSchema, incidentSchema } from '../model/leaks/incident';

const decision = {
  reason: z.string().trim().min(1).max(512).describe('Why; it stands in the ledger and is told.'),
  override: z
    .boolean()
    .optional()
    .describe('In spite of an earlier decision, of what was done already, or of a pause of containments. Default: no.'),
};

/** Approves what is held. */
export const approveRequestSchema = z.strictObject({
  ...decision,
  as: containmentSchema.optional().describe('Default: what it would have been without the hold.'),
});

/** Dismisses what is held: nothing is revoked. */
export const dismissRequestSchema = z.strictObject(decision);

/** The incident after a decision. */
export const decisionAnswerSchema = z.object({
  incidentId: incidentIdSchema,
  state: incidentSchema.shape.state,
  verdict: incidentSchema.shape.verdict.shape.kind,
  /** False: it was decided so before. */
  changed: z.boolean(),
});
export type DecisionAnswer = z.infer<typeof decisionAnswerSchema>;
