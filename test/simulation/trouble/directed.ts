import type { Pair } from '../histories/life';

/** Faults at steps where chance brings them too seldom, though some defects show nowhere else: every longer run has some histories in which they befall every other call. */
export const directed: readonly Pair[] = [
  // A mint that takes effect after its attempt was given up, and searched for.
  { fault: 'late effect, error first', step: 'rotate issuer.mint' },
  // A label that moves after its rotation was ended, or after another one has begun.
  { fault: 'late effect', step: 'rotate secrets.promote' },
  { fault: 'late effect, error first', step: 'rotate secrets.promote' },
];
