import { z } from 'zod';
import { commandIdSchema, versionIdSchema } from '../model/ids';
import { stackIdSchema } from '../model/registration/registrar';

const commandId = commandIdSchema.optional().describe('What repeats it is the same command. Default: a new one.');

/** Asks for a rotation now. */
export const rotateRequestSchema = z.strictObject({ commandId });

/** Asks for the version before to be made current again. */
export const rollBackRequestSchema = z.strictObject({
  reason: z.string().trim().min(1).max(512).describe('Why; it stands in the lineage.'),
  commandId,
});

/** Asks for a key to be let go. */
export const releaseRequestSchema = z.strictObject({
  stack: stackIdSchema.optional().describe('The stack that declares it; required for a key of a stack.'),
});

/** Asks for a version, or the current one, to be revoked now. */
export const revokeRequestSchema = z.strictObject({
  reason: z.string().trim().min(1).max(512).describe('Why; it stands in the lineage.'),
  versionId: versionIdSchema.optional().describe('Default: the current version.'),
  commandId,
});
