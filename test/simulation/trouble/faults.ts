import type { Pair } from '../histories/life';
import type { Random } from '../surroundings/random';

/** What can go wrong with one outgoing call. */
export const callFaults = [
  /** the process ends, and the call was never made */
  'crash before',
  /** the call took effect, and its process ended before the answer */
  'crash after',
  /** the call took effect, its process hears of an error */
  'answer lost',
  /** nothing was done, and the process hears of an error */
  'not reached',
  /** the call takes effect a minute or more later, and its process goes on then, past its own deadline */
  'late effect',
  /** the same, but the runtime has ended the process by then */
  'late effect, then ended',
  /** the effect is there at once, the answer comes a minute or more later to a process that goes on */
  'late answer',
  /** refused for the rate of calls, or for another transaction that is under way: nothing was done */
  'throttled',
  /** what is read is as it was some seconds ago, where AWS promises no more */
  'stale read',
  /** the process hears of an error after some seconds, and the call takes effect a minute or more later */
  'late effect, error first',
  /** the clock of the process is set forth or back by some seconds at this call */
  'clock jump',
] as const;
export type CallFault = (typeof callFaults)[number];

/** Calls that change something. */
const writes =
  /^(issuer\.(mint|roll|revoke|disable|enable)|secrets\.(create|tag|putPending|promote)|ledger\.(record|recordInstallation|postpone|postponeAll|noteProbe|published)|queues\.send|bus\.put)$/;

/** Whether a fault can befall a call at all: not everything is throttled, stale, or something that takes effect. */
export function canBefall(fault: CallFault, name: string): boolean {
  if (fault === 'late effect, error first') return writes.test(name);
  if (fault === 'throttled') return !name.startsWith('issuer.');
  return fault !== 'stale read' || name === 'secrets.read' || name === 'secrets.describe' || name === 'ledger.due';
}

/** Rates of everything that goes wrong in one history; drawn anew for each, so that histories differ in kind and not in number only. */
export interface FaultProfile {
  call: Readonly<Partial<Record<CallFault, number>>>;
  messageLost: number;
  messageDoubled: number;
  messageLate: number;
  streamLost: number;
  streamPoisoned: number;
  busRefuses: number;
  issuerError: number;
  issuerLie: number;
}

/** Nothing goes wrong. */
export const calm: FaultProfile = {
  call: {},
  messageLost: 0,
  messageDoubled: 0,
  messageLate: 0,
  streamLost: 0,
  streamPoisoned: 0,
  busRefuses: 0,
  issuerError: 0,
  issuerLie: 0,
};

/** Draws which faults a history has, and how often. */
export function drawProfile(random: Random): FaultProfile {
  const some = (share: number, most: number) => (random.chance(share) ? random.next() * most : 0);
  return {
    call: Object.fromEntries(callFaults.map((fault) => [fault, some(0.45, 0.04)])),
    messageLost: some(0.4, 0.3),
    messageDoubled: some(0.5, 0.3),
    messageLate: some(0.5, 0.3),
    streamLost: some(0.4, 0.6),
    streamPoisoned: some(0.2, 0.05),
    busRefuses: some(0.3, 0.3),
    issuerError: some(0.5, 0.1),
    issuerLie: some(0.5, 0.3),
  };
}

/** One outgoing call, before it is made. */
export interface Call {
  process: string;
  name: string;
  index: number;
}

/** The fault, if any, that befalls one call. */
export type ChooseFault = (call: Call, random: Random) => CallFault | undefined;

/** Faults by chance, at the rates that the profile has at the time; and one by force, while anything goes wrong at all. */
export function byChance(profile: () => FaultProfile, force?: Pair): ChooseFault {
  return ({ process, name }, random) => {
    const { call } = profile();
    if (call === calm.call) return undefined;
    if (force !== undefined && force.step === `${process.split('#')[0]} ${name}` && random.chance(0.5))
      return force.fault;
    const drawn = random.next();
    let sum = 0;
    for (const fault of callFaults) {
      sum += call[fault] ?? 0;
      if (drawn < sum) return canBefall(fault, name) ? fault : undefined;
    }
    return undefined;
  };
}
