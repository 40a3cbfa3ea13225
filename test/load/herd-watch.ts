import { waitUntil } from '../../demo/wait-until';
import type { InstantStage } from '../local/instant-stage';
import type { LoadRun } from './load-plan';

/** The keys of a herd, as the issuer knows them: the ids of the values they have, and whose label is whose. */
export interface Herd {
  ids: ReadonlySet<string>;
  isOurs: (label: string) => boolean;
}

/** What becomes of a herd at the issuer. Moments are milliseconds since 1970. */
export interface HerdWatch {
  /** Half rotations so far, in order: each new value minted is one half, each old value deleted the other. */
  halves(): readonly number[];
  /** Returns when the first new value is minted; gives when. */
  begun(): Promise<number>;
  /** Returns when so many rotations are done, two halves each. @throws Error when nothing goes on any more */
  done(rotations: number): Promise<void>;
}

/** Nobody waits longer for one more, in seconds: what was left is taken up after five minutes, and later where much waits. */
const patienceSeconds = 1200;

/** Watches the issuer from now on. */
export function watchHerd({ issuer }: InstantStage, { ids, isOurs }: Herd, run: LoadRun): HerdWatch {
  let from = issuer.calls().length;
  const seen: number[] = [];
  // Each call is looked at once: the issuer runs in this process, and would answer late meanwhile.
  const halves = (): readonly number[] => {
    const calls = issuer.calls(from);
    from += calls.length;
    for (const { operation, status, id = '', label = '', at } of calls) {
      const minted = operation === 'mint' && status === 201 && isOurs(label);
      if (minted || (operation === 'delete' && ids.has(id))) seen.push(Date.parse(at));
    }
    return [...seen];
  };
  const more = (than: number, pauseMs?: number) =>
    waitUntil(
      'the herd to go on',
      patienceSeconds,
      async () => {
        run.signal.throwIfAborted();
        const now = halves();
        return now.length > than ? now : undefined;
      },
      pauseMs,
    );
  return {
    halves,
    begun: async () => (await more(0, 100))[0] ?? Date.now(),
    done: async (rotations) => {
      for (let seen = halves().length; seen < 2 * rotations; ) {
        seen = (await more(seen)).length;
        run.progress(`${seen / 2} of ${ids.size} rotated`);
      }
    },
  };
}
