import { setTimeout as delay } from 'node:timers/promises';
import { RekeyError } from '../../model/rekey-error';
import { endpointHealth } from '../endpoint-health';
import { readJson } from './private-file';
import type { StageFolder } from './stage-folder';
import { supervisorSchema, type SupervisorState } from './stage-state';

/** Milliseconds in which a supervisor that was started is there to be found. */
const appearingMs = 10_000;
/** Milliseconds in which a supervisor ends what it keeps. */
const endingMs = 20_000;

/** The supervisor that runs for this folder, ready or starting; undefined: none answers, whatever the file says. A process id proves nothing, since another process may have it by now. */
export async function findSupervisor(folder: StageFolder): Promise<SupervisorState | undefined> {
  const state = await readJson(folder.supervisorFile, supervisorSchema);
  return state !== undefined && (await order(state, 'GET')) ? state : undefined;
}

/** Returns once a supervisor that was started just now can be found, or there is none: it needs a moment to say where it is. */
export async function settledSupervisor(folder: StageFolder): Promise<void> {
  const until = Date.now() + appearingMs;
  while (Date.now() < until && (await findSupervisor(folder)) === undefined) await delay(100);
}

/** Ends a supervisor and what it keeps, and returns when both are gone. @throws RekeyError `unavailable` when it does not end */
export async function endSupervisor(state: SupervisorState): Promise<void> {
  await order(state, 'DELETE');
  const until = Date.now() + endingMs;
  while (Date.now() < until) {
    const url = state.kept?.endpoint.url;
    const kept = url !== undefined && (await endpointHealth(url, 500)) !== undefined;
    if (!kept && !(await order(state, 'GET'))) return;
    await delay(100);
  }
  throw new RekeyError('unavailable', `the supervisor with process id ${state.pid} does not end: end it yourself`);
}

/** Whether it answered, and took the order. */
async function order({ control }: SupervisorState, method: 'GET' | 'DELETE'): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${control.token}` };
    return (await fetch(control.url, { method, headers, signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false; // nobody is there
  }
}
