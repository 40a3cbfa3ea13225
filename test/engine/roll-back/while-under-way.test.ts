import type { VersionId } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import { startMatch } from '../../simulation/surroundings/functions';
import { leakOf } from '../../simulation/operations/leak-of';
import { rollBackByHand } from '../../simulation/operations/roll-back-by-hand';
import { WatchedKey } from '../checks/watched-key';

let one: WatchedKey;
let old: string;
let newer: string;

beforeEach(async () => {
  one = await WatchedKey.issued();
  old = one.holder;
  await one.rotate('manual:1');
  newer = one.holder;
});

function rollBack(): void {
  rollBackByHand(one.simulation, one.key, one.simulation.random);
}

/** Its issuer answers nothing for so many seconds. */
function outage(seconds: number): void {
  one.issuer.outage = { untilMs: one.simulation.scheduler.nowMs + seconds * 1000, kind: 'unavailable' };
}

describe('a roll-back that is under way', () => {
  it('holds the old version alive for as long as it may be tried, and what was sent last may take', async () => {
    await one.run(1000);
    const { scheduler } = one.simulation;
    const before = one.version(old)?.retireAt ?? '';
    rollBack();
    while (one.head.rollBack === undefined) await scheduler.run(scheduler.nowMs + 20);
    const { begunAt } = one.head.rollBack;
    expect(before < plusSeconds(begunAt, 600)).toBe(true);
    expect(one.version(old)?.retireAt).toBe(plusSeconds(begunAt, 1200));
  });

  it('makes the old version current again until its hard end', async () => {
    outage(120);
    rollBack();
    await one.run(600);
    expect(one.holder).toBe(old);
    expect(one.version(old)).toMatchObject({ state: 'current', due: { kind: 'expire' } });
  });

  it('is refused once the old version was reported', async () => {
    outage(120);
    rollBack();
    await one.run(30);
    expect(one.head.rollBack).toMatchObject({ to: old });
    startMatch(one.simulation, await leakOf(one.simulation, one.key, old as VersionId, 'private'));
    await one.run(900);
    expect(one.holder).toBe(newer);
    expect(one.entries.map(({ type }) => type)).toContain('roll-back-refused');
    expect(one.version(old)?.state).toMatch(/revoked|dead/);
  });

  it('has what the rotation that it ended may have minted searched for', async () => {
    one.issuer.mintsRefused = { untilMs: one.simulation.scheduler.nowMs + 3600_000, kind: 'quota' };
    await one.rotate('manual:2');
    const attempt = one.head.rotation?.versionId;
    rollBack();
    await one.run(600);
    expect(one.holder).toBe(old);
    const searched = one.entries.filter(({ type }) => type === 'search-ended').map(({ versionId }) => versionId);
    expect(searched).toContain(attempt);
  });
});
