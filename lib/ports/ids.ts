/** Randomness, as the engine sees it. */
export interface Ids {
  /** A fresh random id: 32 lower-case hexadecimal digits. */
  random(): string;
}
