import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { startEndpoint } from '../endpoint';
import { startUnleash } from '../unleash';
import { listenForOrders } from './listen-for-orders';
import { writePrivate } from './private-file';
import type { StageFolder } from './stage-folder';
import type { Kept, SupervisorState } from './stage-state';

/** What a supervisor is asked to keep. */
export interface Supervision {
  folder: StageFolder;
  unleash: boolean;
  env: NodeJS.ProcessEnv;
  progress: (what: string) => void;
}

/**
 * Starts a local endpoint, and an Unleash if asked, and keeps them until it is told to stop; then they are gone with all their state. They end
 * with this process, however it ends. Its file is there from the first moment, so that it can be told to stop while it starts.
 * @throws RekeyError when something does not start
 */
export async function supervise(of: Supervision): Promise<void> {
  const { supervisorFile } = of.folder;
  const ending: (() => Promise<void>)[] = [];
  const token = randomBytes(24).toString('base64url');
  const orders = await listenForOrders(token);
  const state: SupervisorState = {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    control: { url: orders.url, token },
  };
  try {
    await writePrivate(supervisorFile, JSON.stringify(state));
    const kept = await Promise.race([start(of, ending), orders.stopped]);
    if (kept === undefined) return; // what has begun to start ends with the process
    await writePrivate(supervisorFile, JSON.stringify({ ...state, kept }));
    of.progress('ready');
    await orders.stopped;
  } finally {
    for (const end of ending.toReversed()) await end();
    await rm(supervisorFile, { force: true });
    orders.close();
  }
}

async function start({ unleash, env, progress }: Supervision, ending: (() => Promise<void>)[]): Promise<Kept> {
  const endpoint = await startEndpoint({ env, progress });
  ending.push(() => endpoint.stop());
  const { url, region, kind, version, iamEnforced, credentials } = endpoint;
  const kept: Kept = { endpoint: { url, region, kind, version, iamEnforced, credentials } };
  if (!unleash) return kept;
  const issuer = await startUnleash({ progress });
  ending.push(() => issuer.stop());
  const adminToken = issuer.adminToken.reveal();
  return { ...kept, unleash: { url: issuer.url, version: issuer.version, adminToken } };
}
