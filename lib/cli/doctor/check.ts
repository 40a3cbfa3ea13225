/** One thing that the doctor looked at. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do; absent when all is well. */
  remedy?: string;
  /** Whose a failure is: it decides the exit code. */
  whose: 'ours' | 'yours';
}
