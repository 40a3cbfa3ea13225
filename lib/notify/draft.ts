import type { Facts } from './facts';

/** What is particular to one kind of message. Text of others' in it went through `untrusted` before. */
export interface Draft {
  /** What happened, without the key: `key rotated`. */
  title: string;
  /** One sentence or list item each. */
  lines: string[];
  /** What the reader should do now, one sentence each. */
  next: string[];
}

/** Writes one kind of message. */
export type Drafter = (facts: Facts) => Draft;
