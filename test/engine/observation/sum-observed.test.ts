import { sumObserved } from '../../../lib/engine/observation/sum-observed';
import { observedSummarySchema } from '../../../lib/model/adoption/observed-key';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { type HandMade, handMade } from '../hand-made';

const day = 86_400;
let made: HandMade;

beforeEach(async () => {
  made = await handMade();
});

const summaries = () => made.simulation.inbox.filter(({ type }) => type === 'Observed Keys Summary');
async function sum(): Promise<void> {
  startProcess(made.simulation, { kind: 'sum-observed' }, sumObserved);
  await runQuietly(made.simulation, 60);
}
const daily = async (days: number) => {
  for (let count = 0; count < days; count++) {
    await sum();
    await runQuietly(made.simulation, day - 60);
  }
};

describe('the summary of observed keys', () => {
  it('tells an owner once a week what would have been done, however often it is run', async () => {
    await made.declare({ adopt: 'current' });
    // The history begins on a Thursday.
    await daily(14);
    for (let count = 0; count < 3; count++) await sum();
    const [first, second, ...more] = summaries().map(({ entry }) => observedSummarySchema.parse(entry.evidence));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ owner: 'ana@example.com', more: 0, from: '2025-12-29T00:00:00.000Z' });
    expect(first?.keys).toMatchObject([{ keyId: made.key.keyId, acts: [{ what: 'rotate' }], total: 1 }]);
    expect(second?.keys).toMatchObject([{ acts: [], total: 1, rotateAt: made.head().rotateAt }]);
    expect(made.simulation.watch.broken).toBeUndefined();
  });

  it('says where the credential may do other things than declared', async () => {
    await made.declare({ adopt: 'current', grant: [{ allow: { level: 3 }, because: 'reads' }] });
    await daily(7);
    const [summary] = summaries().map(({ entry }) => observedSummarySchema.parse(entry.evidence));
    expect(summary?.keys[0]?.drift).toContain('"level":1');
  });

  it('says nothing of keys that are enforced, or observed for less than a week', async () => {
    await daily(5);
    await made.declare({ adopt: 'current' });
    await daily(2);
    expect(summaries()).toEqual([]);
    await made.declare({ mode: 'enforce' });
    await daily(8);
    expect(summaries()).toEqual([]);
  });
});
