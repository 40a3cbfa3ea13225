import { readWorkLetter } from '../../../lib/engine/redrive/read-work-letter';
import { redrive } from '../../../lib/engine/redrive/redrive';
import { type DeadLetterQueue, deadLetterQueueOf } from '../../../lib/model/work/dead-letter-queue';
import type { DeadLetter, DeadLetters } from '../../../lib/ports';
import { command, operator } from './command';
import { instantAt } from '../surroundings/instant-at';
import type { KeySpec } from '../surroundings/key-spec';
import { overWire } from '../surroundings/over-wire';
import type { Random } from '../surroundings/random';
import type { SimulatedQueue } from '../surroundings/simulated-queue';
import type { Simulation } from '../surroundings/simulation';

/** An operator sends dead letters back to their queue, long after whatever they were meant for; the call may end between any two of them. */
export function redriveLetters(simulation: Simulation, _: KeySpec, random: Random): void {
  const dead = simulation.queues.filter(({ deadLetters }) => deadLetters.length > 0);
  if (dead.length === 0) return;
  const queue = random.pick(dead);
  const most = random.whole(1, 10);
  command(
    simulation,
    `redrive ${queue.name}`,
    (world, process) => {
      const port = lettersOf(simulation, queue, random);
      const letters = Object.assign(
        overWire({ name: 'letters' }, process, () => port),
        { queues: port.queues },
      );
      const of = { ...world, deadLetters: letters, readLetter };
      return redrive(of, { queue: nameOf(queue), most, actor: operator });
    },
    () => simulation.coverage.note('redrive', 'letters were sent back'),
  );
}

function readLetter(_: DeadLetterQueue, body: string): ReturnType<typeof readWorkLetter> {
  return readWorkLetter(JSON.parse(body));
}

function nameOf({ name }: SimulatedQueue): DeadLetterQueue {
  const [lane = '', issuer] = name.split('/');
  return deadLetterQueueOf(lane as 'rotations' | 'containments', issuer);
}

/** The letters of one queue: what somebody else takes meanwhile is sent back twice. */
function lettersOf({ scheduler }: Simulation, queue: SimulatedQueue, random: Random): DeadLetters {
  const shown = (body: string): DeadLetter => ({ id: body, sentAt: instantAt(scheduler.nowMs), body, receipt: body });
  return {
    queues: [nameOf(queue)],
    count: async () => ({ waiting: queue.deadLetters.length, taken: 0 }),
    look: async () => queue.deadLetters.slice(0, 10).map(shown),
    take: async (_, most) => queue.deadLetters.slice(0, most).map(shown),
    sendBack: async (_, { body }) => queue.deliver(body, random.next() * 5),
    remove: async (_, { body }) => {
      const index = queue.deadLetters.indexOf(body);
      if (index >= 0) queue.deadLetters.splice(index, 1);
    },
  };
}
