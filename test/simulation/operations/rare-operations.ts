import { sumObserved } from '../../../lib/engine/observation/sum-observed';
import { changeGrantAtConsole, endAtConsole, rollAtConsole, scheduleDeletion, storeAgain } from './behind-our-back';
import { takeLabelOff } from './by-hand';
import { discoverIssuer } from './discover-issuer';
import { startProcess } from '../surroundings/functions';
import type { KeySpec } from '../surroundings/key-spec';
import { mintBeside } from './mint-beside';
import { observeForAWhile } from './observe-for-a-while';
import { Random } from '../surroundings/random';
import { redriveLetters } from './redrive-letters';
import { registerByStack } from './register-by-stack';
import type { Simulation } from '../surroundings/simulation';

type Operation = (simulation: Simulation, key: KeySpec, random: Random) => void;

/** What a history has besides its operations, numbered after them: none in most, one for every few operations in the others. */
export function rareOperations(seed: number, operations: number): number[] {
  if (!new Random(seed).fork('rare operations').chance(0.3)) return [];
  return Array.from({ length: Math.ceil(operations / 5) }, (_, index) => operations + index + 1);
}

/** Whether it may befall a key that is only observed, and how often each. */
const rare: readonly (readonly [string, number, boolean, Operation])[] = [
  ['redrive dead letters', 3, true, redriveLetters],
  ['discover', 2, true, discoverIssuer],
  ['sum what is observed', 1, true, sum],
  ['observe for a while', 2, false, observeForAWhile],
  ['a stack declares', 3, false, registerByStack],
  ['end at the console', 0.7, false, endAtConsole],
  ['change the grant at the console', 0.7, false, changeGrantAtConsole],
  ['store the same value again', 0.7, false, storeAgain],
  ['take the label off', 0.7, false, takeLabelOff],
  ['roll at the console', 0.7, false, rollAtConsole],
  ['KMS is out of reach', 1, true, takeKmsAway],
  ['a human mints beside Rekey', 1.5, false, mintBeside],
  ['delete the secret and restore it', 0.7, false, scheduleDeletion],
];

/** Does one of them, by its number the same whatever others there are. */
export function operateRarely(simulation: Simulation, number: number): void {
  const random = simulation.random.fork(`rare operation ${number}`);
  // A stack may declare what was let go: then that is what it looks for.
  const free = simulation.keys.filter(({ released }) => released);
  const key = free.length > 0 && random.chance(0.5) ? random.pick(free) : random.pick(simulation.keys);
  const observed = key.observed !== undefined || key.observing === true;
  const drawn = random.weighted(rare.filter(([, , harmless]) => harmless || !observed).map((one) => [one, one[1]]));
  if (drawn === undefined) return;
  const [name, , , act] = drawn;
  simulation.coverage.note('operation', name);
  simulation.trace(() => `OPERATION ${number} ${name}: ${key.keyId}`);
  act(simulation, key, random);
}

/** KMS answers nobody, for some minutes to half an hour. */
function takeKmsAway(simulation: Simulation, _key: KeySpec, random: Random): void {
  simulation.kmsAwayUntilMs = simulation.scheduler.nowMs + random.whole(60, 1800) * 1000;
}

/** The rule of every Monday, on any day. */
function sum(simulation: Simulation): void {
  startProcess(simulation, { kind: 'sum', about: 'observed' }, (world) => sumObserved(world));
}
