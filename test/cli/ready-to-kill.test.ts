import type { Health } from '../../lib/model/foreign/health';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import { follow, issuer, noon, registration, sampleVersion, versionIdOf } from '../contract/samples';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

async function key(keyId: string, head: Partial<KeyHead>, health?: Partial<Health>): Promise<void> {
  const first = registration(keyId);
  await api.ledger.record(first);
  const versionId = versionIdOf(keyId);
  const issued = { currentVersionId: versionId, rotateAt: '2026-12-21T00:00:00.000Z' as typeof noon };
  const versions = [sampleVersion(first.head.keyId, versionId)];
  await api.ledger.record({ ...follow(first.head, { ...issued, ...head }), versions });
  if (health === undefined) return;
  await api.ledger.noteHealth({ keyId: first.head.keyId, hindrances: [], ...health }, issuer, undefined);
}

beforeEach(async () => {
  await key('ci/ready', { hindrances: [] }, { checkedAt: noon, secondsToDeath: 12.4 });
  const hindrances = [{ what: 'slot' as const, reason: '2 of 2 credentials are taken' }];
  const findings = [{ what: 'unknown credential' as const, about: 'v2', since: noon }];
  await key('ci/unready', { hindrances: ['slot'], findings }, { checkedAt: noon, hindrances });
  await key('ci/unseen', {});
});

describe('ready to kill', () => {
  test('rekey list says for each key whether it is, or what hinders it', async () => {
    const { out } = await runAgainst(api, ['list']);
    expect(out).toMatch(/ci\/ready .* ready\s*$/m);
    expect(out).toMatch(/ci\/unready .* not: slot\s*$/m);
    expect(out).toMatch(/ci\/unseen .* -\s*$/m);
  });

  test.each([
    ['ci/ready', ['ready to kill, as of 2026-11-23T12:00:00.000Z; the last version died in 12 s']],
    [
      'ci/unready',
      ['not ready to kill: slot: 2 of 2 credentials are taken', `found         unknown credential (v2), since ${noon}`],
    ],
    ['ci/unseen', ['not looked at yet']],
  ])('rekey show %s says %j', async (keyId, lines) => {
    const { out } = await runAgainst(api, ['show', keyId]);
    for (const line of lines) expect(out).toContain(line);
  });

  test('rekey doctor names the keys that are not, and exits 2', async () => {
    const ran = await runAgainst(api, ['doctor']);
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain('kill: 1 of 3 keys ready to kill; not: ci/unready (slot); 1 not looked at yet');
    expect(ran.out).toContain('docs/runbook.md#not-ready-to-kill');
  });
});
