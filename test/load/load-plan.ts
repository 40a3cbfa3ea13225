/** How much load there is to be. */
export interface LoadPlan {
  /** Keys that fall due at once. */
  keys: number;
  /** Values reported as public during the load, and as many without it. */
  leaks: number;
  /** How often load and no load take turns. */
  rounds: number;
  /** Decides which key leaks when. */
  seed: number;
}

/** Told what happens, and asked before each step whether to go on. */
export interface LoadRun {
  progress: (what: string) => void;
  /** Aborted when somebody interrupts the run. */
  signal: AbortSignal;
}
