import { type Call, play, plainFamily, type Story } from '../../simulation/histories/crash-cases';

/** The n-th call of this name that the rotation makes in an undisturbed run. */
async function callOf(story: Story, name: string, which: number): Promise<Call> {
  const { calls } = await play(story, plainFamily);
  const call = calls.filter((one) => one.process.startsWith('rotate#') && one.name === name).at(which);
  if (call === undefined) throw new Error(`no call ${name}`);
  return call;
}

const story = 'rotation by hand, retired and proven dead';

describe('a rotation whose end was recorded and whose answer was lost', () => {
  it('is not revived, and its version, current by then, is not rejected', async () => {
    const at = await callOf(story, 'ledger.record', -1);
    const { broken, lines } = await play(story, plainFamily, { at, kind: 'answer lost' });
    expect(broken).toBeUndefined();
    expect(lines.filter((line) => line.includes('rotation-failed'))).toEqual([]);
  });
});

describe('a version that was made current by a worker that ended before recording it', () => {
  it('is recorded by the next one, and minted no second time', async () => {
    const at = await callOf(story, 'secrets.promote', -1);
    const { broken, lines } = await play(story, plainFamily, { at, kind: 'crash after' });
    expect(broken).toBeUndefined();
    expect(lines.filter((line) => line.includes('issuer mints'))).toHaveLength(2);
  });
});

describe('what a worker minted and did not live to store', () => {
  it('is revoked by the one that carries on, and searched for once more', async () => {
    const at = await callOf(story, 'issuer.mint', -1);
    const { broken, lines } = await play(story, plainFamily, { at, kind: 'crash after' });
    expect(broken).toBeUndefined();
    expect(lines.filter((line) => line.includes('attempt-given-up'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('search-ended'))).toHaveLength(1);
  });
});
