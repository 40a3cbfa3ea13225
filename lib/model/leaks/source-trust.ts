import { z } from 'zod';

/**
 * How far a source of leak reports is believed. `attesting`: it knows where a credential stands, so its word on exposure is proof.
 * `plain`: its word is acted on. `low`: what it claims without the value itself waits for a person.
 */
export const sourceTrustSchema = z.enum(['attesting', 'plain', 'low']);
export type SourceTrust = z.infer<typeof sourceTrustSchema>;
