import { z } from 'zod';
import { causeSchema } from './cause';
import { actorSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** Every kind of transition; past tense, one ledger entry each. */
export const entryTypeSchema = z.enum([
  'key-registered',
  'key-changed',
  'key-released',
  'secret-claimed',
  'key-adopted',
  'adoption-failed',
  'would-have',
  'observation-summed',
  'rotation-begun',
  'rotation-resumed',
  'rotation-deferred',
  'attempt-given-up',
  'version-stored',
  'version-promoted',
  'rotation-failed',
  'foreign-found',
  'foreign-ended',
  'replacement-ordered',
  'credential-taken-over',
  'key-unready',
  'key-ready',
  'roll-back-begun',
  'roll-back-refused',
  'version-rolled-back',
  'retirement-planned',
  'version-disabled',
  'version-revoked',
  'sessions-ended',
  'session-end-lifted',
  'version-dead',
  'version-still-alive',
  'expiry-overdue',
  'orphan-revoked',
  'search-ended',
  'leak-reported',
  'incident-held',
  'incident-reminded',
  'leak-not-ended',
  'incident-approved',
  'incident-dismissed',
  'key-paused',
  'key-resumed',
  'installation-paused',
  'installation-resumed',
  'dead-letters-redriven',
  'installation-created',
  'unknown-credential-found',
  'stray-found',
  'stray-revoked',
  'reaper-halted',
  'ledger-restored',
  'discovery-requested',
  'recovery-requested',
  'version-recovered',
  'key-recovered',
  'installation-recovered',
]);
export type EntryType = z.infer<typeof entryTypeSchema>;

/** The chain of an org key, or the installation's own, for what concerns no key. */
export const chainIdSchema = z.union([keyIdSchema, z.literal('INSTALLATION')]);
export type ChainId = z.infer<typeof chainIdSchema>;

/** One transition, never changed afterwards; `hash` covers all other fields and the entry before it. */
export const entrySchema = z.object({
  chain: chainIdSchema,
  /** 1 for the first of its chain. */
  sequence: z.number().int().positive(),
  type: entryTypeSchema,
  at: instantSchema,
  actor: actorSchema,
  cause: causeSchema.optional(),
  versionId: versionIdSchema.optional(),
  /** What the decision rested on: plain data, no value of a credential. */
  evidence: z.record(z.string(), z.json()),
  /** Hash of the entry before it; 64 zeros for the first. */
  prevHash: z.string().length(64),
  hash: z.string().length(64),
});
export type Entry = z.infer<typeof entrySchema>;
