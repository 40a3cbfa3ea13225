/** What determines a history: the same life, the same history. */
export interface Life {
  seed: number;
  /** How many operations are drawn. */
  operations: number;
  /** Which of them are done, by number; absent: all. */
  only?: readonly number[];
  /** Which strokes of bad luck are let through, by name; absent: all that are drawn. */
  faults?: readonly string[];
}
