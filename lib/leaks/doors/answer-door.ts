import type { DoorName } from '../../model/leaks/door-routes';
import { RekeyError } from '../../model/rekey-error';
import type { Door, DoorAnswer, DoorRequest, DoorWorld } from './door';
import { githubDoor } from './github-door';
import { reportDoor } from './report-door';

/** Most bytes of a report that a door reads: 1 MiB. */
const largestBody = 1_048_576;

/** Every door by its name: a new one is one file and one line here. */
const doors: Readonly<Record<DoorName, Door>> = { github: githubDoor, report: reportDoor };

/** Answers a request at a door. What is refused changes nothing and is told to nobody. @throws RekeyError for what is no fault of the sender */
export async function answerDoor(door: DoorName, world: DoorWorld, request: DoorRequest): Promise<DoorAnswer> {
  if (request.body.length > largestBody) return { kind: 'refused', status: 413 };
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { kind: 'refused', status: 415 };
  }
  try {
    return await doors[door](world, request);
  } catch (error) {
    if (error instanceof RekeyError && error.code === 'bad_input') return { kind: 'refused', status: 400 };
    throw error;
  }
}
