import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { RekeyError } from '../model/rekey-error';
import { SecretValue } from '../model/secret-value';
import { startAttached } from './attached-process';
import { installUnleash } from './install-unleash';

/** A running Unleash, with nothing in it but the environments it is born with. */
export interface LocalUnleash {
  url: string;
  /** May do everything; made for this run. */
  adminToken: SecretValue;
  version: string;
  logFile: string;
  /** Ends it and its database; what was in them is gone. */
  stop(): Promise<void>;
}

/** Starts an Unleash of its own on a free loopback port, with a database in memory; installs it first when it is not there. @throws RekeyError `unavailable` naming the log */
export async function startUnleash(options: { progress?: (message: string) => void } = {}): Promise<LocalUnleash> {
  const progress = options.progress ?? (() => undefined);
  const root = projectRoot();
  const cache = path.join(root, 'node_modules', '.cache', 'rekey');
  await mkdir(path.join(cache, 'logs'), { recursive: true });
  const logFile = path.join(cache, 'logs', `unleash-${randomUUID()}.log`);
  const folder = await installUnleash({ source: path.join(root, 'demo', 'unleash'), cache, logFile, progress });
  progress('starting Unleash');
  const token = `*:*.${randomBytes(28).toString('hex')}`;
  const script = (name: string): string => path.join(folder, name);
  const startup = { logFile, timeoutMs: 120_000 };
  const database = await startAttached({
    what: 'the database of Unleash',
    script: script('database.mjs'),
    env: {},
    ...startup,
  });
  try {
    const env = settings(Number(database.ready['port']), token);
    const server = await startAttached({ what: 'Unleash', script: script('server.mjs'), env, ...startup });
    return {
      url: `http://127.0.0.1:${Number(server.ready['port'])}`,
      adminToken: new SecretValue(token),
      version: String(server.ready['version']),
      logFile,
      stop: async () => {
        await server.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function settings(databasePort: number, adminToken: string): Record<string, string> {
  return {
    TZ: 'UTC',
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(databasePort),
    DATABASE_NAME: 'postgres',
    DATABASE_USERNAME: 'postgres',
    DATABASE_PASSWORD: 'postgres',
    DATABASE_SSL: 'false',
    INIT_ADMIN_API_TOKENS: adminToken,
    CHECK_VERSION: 'false',
    SEND_TELEMETRY: 'false',
  };
}

/** The folder that holds demo/unleash, from the sources and from dist alike. */
function projectRoot(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'demo', 'unleash', 'package-lock.json'))) return folder;
  }
  throw new RekeyError('internal', 'demo/unleash is not part of this installation');
}
