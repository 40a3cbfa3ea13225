import { type Call, play, plainFamily, quarantineStory, type Story } from '../../simulation/histories/crash-cases';
import type { CallFault } from '../../simulation/trouble/faults';
import { WatchedKey } from '../checks/watched-key';

const rotation: Story = 'rotation by hand, retired and proven dead';
const kill: Story = 'public leak';
const family = {
  ...plainFamily,
  capabilities: {
    ...plainFamily.capabilities,
    disable: true,
    quarantineSeconds: 600,
    sessions: { longestSeconds: 300 },
  },
};

/** Steps of these kinds, in the order in which they were taken. */
function stepsIn(lines: readonly string[], ...words: string[]): string[] {
  return lines.flatMap((line) => words.filter((word) => line.includes(word)));
}

async function callsOf(story: Story, prefix: string): Promise<Call[]> {
  const { calls } = await play(story, family);
  return calls.filter(({ process }) => process.startsWith(prefix));
}

describe('a replaced version at an issuer with a quarantine', () => {
  it('is switched off first, and revoked when the quarantine is over', async () => {
    const { broken, lines } = await play(rotation, family);

    expect(broken).toBeUndefined();
    const steps = stepsIn(lines, 'issuer disables', 'version-disabled', 'issuer revokes', 'version-revoked');
    expect(steps.slice(0, 4)).toEqual(['issuer disables', 'version-disabled', 'issuer revokes', 'version-revoked']);
  });

  it.each<CallFault>(['crash before', 'crash after', 'answer lost', 'not reached', 'late effect'])(
    'breaks no promise when any call of its retirement meets with: %s',
    async (kind) => {
      const calls = await callsOf(rotation, 'retire#');
      expect(calls.some(({ name }) => name === 'issuer.disable')).toBe(true);
      for (const at of calls) {
        const { broken, lines } = await play(rotation, family, { at, kind });
        expect(broken).toBeUndefined();
        expect(stepsIn(lines, 'version-disabled')).toHaveLength(1);
      }
    },
  );

  it('waits for nothing when it is killed', async () => {
    const { broken, lines } = await play(kill, family);

    expect(broken).toBeUndefined();
    expect(stepsIn(lines, 'version-disabled')).toEqual([]);
  });
});

describe('a replaced version that nobody can name, at an issuer with a quarantine', () => {
  it('is not recorded as switched off, because nobody can switch it off: it waits for a person', async () => {
    const one = await WatchedKey.issued(family);
    const old = one.holder;
    one.forgetName(old);

    await one.rotate('by hand');
    await one.run(1200 + 300);

    expect(one.version(old)).toMatchObject({ state: 'retiring' });
    expect(one.version(old)).not.toHaveProperty('disabledAt');
    expect(one.entries.map(({ type }) => type)).not.toContain('version-disabled');
    expect(one.credential(old)).toMatchObject({ disabled: false });
  });
});

describe('a leaked version at an issuer with a quarantine', () => {
  it('is switched off and revoked at once when its short overlap is over: nobody will want it back', async () => {
    const { broken, lines } = await play('private leak', family);

    expect(broken).toBeUndefined();
    const steps = stepsIn(lines, 'issuer disables', 'version-disabled', 'issuer revokes', 'version-revoked');
    expect(steps.slice(0, 3)).toEqual(['issuer disables', 'issuer revokes', 'version-revoked']);
  });
});

describe('a version in quarantine', () => {
  it('is switched on again by a roll-back, and current', async () => {
    const { broken, lines } = await play(quarantineStory, family);

    expect(broken).toBeUndefined();
    const steps = stepsIn(lines, 'issuer.enable', 'secrets.promote', 'version-rolled-back');
    expect(steps.slice(-3)).toEqual(['issuer.enable', 'secrets.promote', 'version-rolled-back']);
  });

  it.each<CallFault>(['crash before', 'crash after', 'answer lost', 'not reached', 'late effect'])(
    'breaks no promise when any call of its roll-back meets with: %s',
    async (kind) => {
      const calls = await callsOf(quarantineStory, 'roll-back#');
      expect(calls.some(({ name }) => name === 'issuer.enable')).toBe(true);
      for (const at of calls) expect((await play(quarantineStory, family, { at, kind })).broken).toBeUndefined();
    },
  );
});

describe('the sessions that were made with a killed version', () => {
  it('are refused before the revocation is recorded, until the last of them has ended', async () => {
    const { lines } = await play(kill, family);

    const steps = stepsIn(
      lines,
      'issuer.endSessions',
      'version-revoked',
      'issuer.liftSessionEnd',
      'session-end-lifted',
    );
    expect(steps).toEqual(['issuer.endSessions', 'version-revoked', 'issuer.liftSessionEnd', 'session-end-lifted']);
  });

  it('are asked about again when the issuer did not accept that at once, which delays nothing', async () => {
    const calls = await callsOf(kill, 'contain#');
    const at = calls.find(({ name }) => name === 'issuer.endSessions');

    const { broken, lines } = await play(kill, family, at && { at, kind: 'not reached' });

    expect(broken).toBeUndefined();
    const steps = stepsIn(lines, 'version-revoked', 'sessions-ended', 'session-end-lifted');
    expect(steps).toEqual(['version-revoked', 'sessions-ended', 'session-end-lifted']);
  });

  it('are left alone when a version is retired on schedule', async () => {
    const { lines } = await play(rotation, family);

    expect(stepsIn(lines, 'issuer.endSessions')).toEqual([]);
  });
});
