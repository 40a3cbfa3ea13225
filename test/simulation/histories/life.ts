import type { CallFault } from '../trouble/faults';

/** What determines a history: the same life, the same history. */
export interface Life {
  seed: number;
  /** How many operations are drawn. */
  operations: number;
  /** Which of them are done, by number; absent: all. */
  only?: readonly number[];
  /** Which strokes of bad luck are let through, by name; absent: all that are drawn. */
  faults?: readonly string[];
  /** Its issuers roll in place; absent: they overlap. */
  rolls?: boolean;
  /** A fault that befalls every other call of a step, besides what is drawn. */
  force?: Pair;
}

/** A fault, and the work and its call that it befalls: `rotate issuer.mint`. */
export interface Pair {
  fault: CallFault;
  step: string;
}
