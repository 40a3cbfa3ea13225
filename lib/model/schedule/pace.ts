/** How quickly the workers of one queue get on. */
export interface Pace {
  /** Messages that they take in a minute, where all goes slowly: for how long one waits behind others. */
  slowest: number;
  /** Rotations that they carry through in a minute at most, from the first to the last message: for how much is sent to them at a time. */
  fastest: number;
}
