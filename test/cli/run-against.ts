import type { CliWorld } from '../../lib/cli/cli-world';
import type { LocalStage } from '../../lib/cli/local-stage';
import { runCli } from '../../lib/cli/run-cli';
import { RekeyError } from '../../lib/model/rekey-error';
import type { LocalApi } from './local-api';

/** What stands around one command line. */
export interface Around {
  files?: Record<string, string>;
  input?: string;
  /** What a person at the terminal answers; absent: nobody is there. */
  answer?: string;
  colours?: boolean;
  env?: Record<string, string>;
  secretAccessKey?: string;
  /** Milliseconds that this machine's clock is ahead. */
  ahead?: number;
  noCredentials?: boolean;
  /** What `rekey local` does; by default nothing runs there. */
  local?: Partial<LocalStage>;
}

/** What one command line did. */
export interface Ran {
  exit: number;
  out: string;
  err: string;
  asked: string[];
  /** Standard output as the one JSON object that it has to be. */
  json(): Record<string, unknown> & { error?: { code: string; message: string; problems: Record<string, unknown>[] } };
}

/** Runs a command line in this process against a local API. */
export async function runAgainst(
  api: Pick<LocalApi, 'url' | 'secretAccessKey'>,
  args: string[],
  around: Around = {},
): Promise<Ran> {
  const ran = { exit: -1, out: '', err: '', asked: [] as string[] };
  const world: CliWorld = {
    terminal: {
      out: (text) => void (ran.out += text),
      err: (text) => void (ran.err += text),
      readInput: async () => around.input ?? '',
      ask: async (question) => {
        ran.asked.push(question);
        return around.answer ?? '';
      },
      inputIsTerminal: around.answer !== undefined,
      outputIsTerminal: around.colours === true,
      errorIsTerminal: around.answer !== undefined,
    },
    env: { REKEY_API: api.url, AWS_REGION: 'eu-west-1', ...around.env },
    readFile: async (path) => {
      const text = around.files?.[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now() + (around.ahead ?? 0),
    sleep: async () => undefined,
    credentials: async () => {
      if (around.noCredentials) throw new Error('none');
      return { accessKeyId: 'ana', secretAccessKey: around.secretAccessKey ?? api.secretAccessKey };
    },
    randomId: () => 'command-1',
    local: { ...nothingLocal, ...around.local },
  };
  ran.exit = await runCli(args, world);
  return { ...ran, json: () => JSON.parse(ran.out) as ReturnType<Ran['json']> };
}

const nothingLocal: LocalStage = {
  up: () => Promise.reject(new RekeyError('misconfigured', 'there is no Python here')),
  status: async () => undefined,
  down: async () => false,
  access: () => Promise.reject(new RekeyError('not_found', 'nothing is deployed locally')),
};
