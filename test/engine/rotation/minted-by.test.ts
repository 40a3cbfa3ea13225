import { mintedBy } from '../../../lib/engine/rotation/minted-by';
import { instantOf } from '../../../lib/model/instant';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { WatchedKey } from '../checks/watched-key';
import { orderedIn } from '../recovery/ordered-in';

const unlabelled = { ...plainFamily, capabilities: { ...plainFamily.capabilities, label: 'none' } } as const;

/** How many of what somebody minted so many seconds after an attempt began, and that the attempt did not see before, are taken for what it left. */
async function takenFor(afterSeconds: number): Promise<number> {
  const one = await WatchedKey.issued(unlabelled);
  await one.run(3 * 3600);
  const { simulation, issuer } = one;
  const begunMs = simulation.scheduler.nowMs - 2 * 3600_000;
  const made = issuer.mintByHand({ allow: [] });
  Object.assign(made, { requestedMs: begunMs + afterSeconds * 1000, listedMs: 0, activeMs: 0 });
  const attempt = { label: '', idsBefore: [], principal: 'rekey', begunAt: instantOf(begunMs) };
  let found = 0;
  await orderedIn(simulation, async (world) => (found = (await mintedBy(world, attempt)).length));
  return found;
}

describe('what an attempt left at an issuer without labels', () => {
  it.each([
    ['while it was at work', 5, 1],
    ['when its request may have come late', 1100, 1],
    ['before it began', -300, 0],
    ['long after it ended, though it is searched for only later', 3600, 0],
  ])('what somebody minted %s: %d s after it began', async (_, afterSeconds, taken) => {
    expect(await takenFor(afterSeconds)).toBe(taken);
  });
});
