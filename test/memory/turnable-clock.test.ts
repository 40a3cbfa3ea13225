import { TurnableClock } from '../../lib/memory';
import { plusSeconds } from '../../lib/model/instant';
import { noon } from '../contract/samples';

describe('TurnableClock', () => {
  test('sleepers wake in order of time, each at its own moment, before the next', async () => {
    const clock = new TurnableClock(noon);
    const woken: [string, string][] = [];
    const sleeper = async (name: string, seconds: number) => {
      await clock.sleep(seconds * 1000);
      woken.push([name, clock.now()]);
      if (name === 'b') void sleeper('b again', 1);
    };
    for (const [name, seconds] of [
      ['c', 30],
      ['a', 1],
      ['b', 2],
      ['never', 61],
    ] as const)
      void sleeper(name, seconds);
    expect(clock.nextWake()).toBe(plusSeconds(noon, 1));
    await clock.advance(60);
    expect(woken).toEqual([
      ['a', plusSeconds(noon, 1)],
      ['b', plusSeconds(noon, 2)],
      ['b again', plusSeconds(noon, 3)],
      ['c', plusSeconds(noon, 30)],
    ]);
    expect(clock.now()).toBe(plusSeconds(noon, 60));
    expect(clock.asleep).toBe(1);
  });

  test('it does not turn back', async () => {
    const clock = new TurnableClock(noon);
    await clock.advanceTo(plusSeconds(noon, -5));
    expect(clock.now()).toBe(noon);
  });

  test('where sleeps advance, a sleep turns it by itself', async () => {
    const clock = new TurnableClock(noon, { sleepsAdvance: true });
    await clock.sleep(1500);
    expect(clock.now()).toBe(plusSeconds(noon, 1.5));
  });
});
