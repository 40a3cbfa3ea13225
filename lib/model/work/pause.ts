import { z } from 'zod';
import { actorSchema, type IssuerName, issuerNameSchema } from '../ids';
import { type Instant, instantSchema } from '../instant';
import type { Installation } from '../ledger/installation';
import type { KeyHead } from '../ledger/key-head';
import type { Work } from './work';

/** Longest pause, in seconds: 30 days. */
export const longestPauseSeconds = 30 * 86_400;

/** A brake that somebody pulled; it ends by itself. */
export const pauseSchema = z.object({
  until: instantSchema,
  reason: z.string(),
  actor: actorSchema,
  /** True: leaks are not contained either. */
  containment: z.boolean(),
});
export type Pause = z.infer<typeof pauseSchema>;

/** Whom a pause of more than one key concerns: every key, or those of an issuer. */
export const pauseScopeSchema = z.union([z.object({ all: z.literal(true) }), z.object({ issuer: issuerNameSchema })]);
export type PauseScope = z.infer<typeof pauseScopeSchema>;

/** A pause of more than one key. */
export const widePauseSchema = z.object({ scope: pauseScopeSchema, pause: pauseSchema });
export type WidePause = z.infer<typeof widePauseSchema>;

/** The pauses that a key is under now: its own, its issuer's, everybody's. */
export function pausesOf(
  head: Pick<KeyHead, 'pause' | 'manifest'>,
  installation: Pick<Installation, 'pauses'>,
  now: Instant,
): Pause[] {
  const own = head.pause !== undefined && head.pause.until > now ? [head.pause] : [];
  return [...own, ...widePausesOf(head.manifest.issuer, installation, now)];
}

/** The pauses that an issuer is under now: its own, everybody's. */
export function widePausesOf(issuer: IssuerName, { pauses = [] }: Pick<Installation, 'pauses'>, now: Instant): Pause[] {
  const wide = pauses.filter(({ scope }) => 'all' in scope || scope.issuer === issuer);
  return wide.map(({ pause }) => pause).filter(({ until }) => until > now);
}

/** Whether pauses stop work: adoption, rotation and the ends it leads to; containment only where it was said; proving, searching, rolling back, looking and reminding never. */
export function stops(pauses: readonly Pause[], work: Pick<Work, 'kind'> & { cause?: string }): boolean {
  switch (work.kind) {
    case 'rotate':
      return work.cause === 'leak' ? pauses.some(({ containment }) => containment) : pauses.length > 0;
    case 'retire':
    case 'expire':
    case 'adopt':
      return pauses.length > 0;
    case 'contain':
      return pauses.some(({ containment }) => containment);
    case 'prove':
    case 'search':
    case 'sessions':
    case 'roll-back':
    case 'reap':
    case 'recover':
    case 'remind':
    case 'discover':
    case 'check':
      return false;
  }
}
