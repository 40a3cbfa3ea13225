import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallerCredentials, CliWorld, Terminal } from './cli-world';
import type { LocalStage } from './local-stage';

/** The machine itself: its terminal, files, network, clock and AWS credentials, and what `rekey local` keeps on it. */
export function nodeWorld(local: LocalStage): CliWorld {
  return {
    terminal: nodeTerminal(),
    env: process.env,
    readFile: (path) => readFile(path, 'utf8'),
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
    credentials: chainCredentials,
    randomId: () => randomUUID(),
    local,
  };
}

function nodeTerminal(): Terminal {
  // A reader that goes away, as in "rekey list | head", is no failure.
  process.stdout.on('error', () => undefined);
  return {
    out: (line) => void process.stdout.write(line),
    err: (line) => void process.stderr.write(line),
    readInput: () => text(process.stdin),
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
    inputIsTerminal: process.stdin.isTTY === true,
    outputIsTerminal: process.stdout.isTTY === true,
    errorIsTerminal: process.stderr.isTTY === true,
  };
}

async function chainCredentials(): Promise<CallerCredentials> {
  // Loaded when needed: it costs more than all else together, and "--help" needs none.
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain({ timeout: 1000, maxRetries: 0 })();
}
