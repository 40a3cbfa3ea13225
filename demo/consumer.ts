import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ConsumerCall, ConsumerConfig } from './consumer-config';

/** A consumer process at work. */
export interface Consumer {
  readonly calls: readonly ConsumerCall[];
  /** Ends it. @throws Error when it had ended by itself */
  stop(): Promise<void>;
}

/** Starts a consumer in a process of its own; the value it reads stays there. */
export function startConsumer(config: ConsumerConfig, credentials: NodeJS.ProcessEnv): Consumer {
  const calls: ConsumerCall[] = [];
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'consumer-process.ts')], {
    env: { PATH: process.env['PATH'], ...credentials, REKEY_DEMO_CONSUMER: JSON.stringify(config) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => calls.push(JSON.parse(line) as ConsumerCall));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    calls,
    stop: async () => {
      if (child.exitCode !== null) throw new Error('the consumer ended by itself: see its message above');
      child.kill();
      await ended;
    },
  };
}

/** What refused calls mean: their number, by whether the value had been killed, and the longest time without an accepted one. */
export interface ConsumerTally {
  calls: number;
  refusalsByRotation: number;
  refusalsByKill: number;
  /** From the first refusal of a killed value to the next accepted call, in milliseconds; 0 when no call was refused. */
  killGapMs: number;
}

/** Counts what a consumer saw; `killed` are the versions that a kill revoked. */
export function tally(calls: readonly ConsumerCall[], killed: ReadonlySet<string>): ConsumerTally {
  const refused = calls.filter(({ status }) => status === 401);
  const byKill = refused.filter(({ versionId }) => killed.has(versionId));
  const [first] = byKill;
  const next = first && calls.find(({ at, status }) => at > first.at && status < 400);
  return {
    calls: calls.length,
    refusalsByRotation: refused.length - byKill.length,
    refusalsByKill: byKill.length,
    killGapMs: first === undefined ? 0 : (next?.at ?? Date.now()) - first.at,
  };
}
