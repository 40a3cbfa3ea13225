import { execFile } from 'node:child_process';
import type { Life, Pair } from '../histories/life';

/** What a run of a bundled harness is asked for. */
export interface Asked {
  /** The first seed, and how many. */
  seeds: { first: number; count: number };
  operations: number;
  /** As in {@link Life}. */
  force?: Pair;
  /** Of so many histories one has issuers that roll in place. @default none */
  rollsEvery?: number;
  /** Real seconds after which no further history begins. */
  seconds: number;
  /** Lives this one instead. */
  life?: Life;
  /** Real seconds in which a shorter history that still fails is looked for. @default 0 */
  shrinkSeconds?: number;
  /** Lines of trace that a failure brings. @default 120 */
  tail?: number;
}

/** A history that broke a promise. */
export interface Failure {
  life: Life;
  broken: { promise: string; detail: string };
  /** The shortest life found that breaks the same promise. */
  shortest: Life;
  tail: string[];
}

/** What a run came to. */
export interface Ran {
  histories: number;
  /** Real seconds. */
  seconds: number;
  /** Seconds for which a core worked on it. */
  cpuSeconds: number;
  coverage: Record<string, number>;
  failure?: Failure;
}

/** Runs a bundle in a process of its own, on the same Node. */
export function runHarness(bundle: string, asked: Asked): Promise<Ran> {
  return new Promise((answer, refuse) => {
    const options = { maxBuffer: 512 * 1024 * 1024 };
    execFile(process.execPath, [bundle, JSON.stringify(asked)], options, (error, stdout) => {
      if (error !== null) return refuse(error);
      const lines = stdout.trim().split('\n');
      const parsed = lines.map((line) => JSON.parse(line) as Failure | Ran);
      const failure = parsed.find((line): line is Failure => 'broken' in line);
      const sums = parsed.find((line): line is Ran => 'histories' in line);
      if (sums === undefined) return refuse(new Error('the harness said nothing'));
      answer({ ...sums, ...(failure === undefined ? {} : { failure }) });
    });
  });
}
