import { stringify } from 'yaml';
import type { RecoveryAnswer } from '../../lib/api/answers/recovery-answer';
import { issuerNameSchema, type KeyId } from '../../lib/model/ids';
import type { KeyRecovery } from '../../lib/model/recovery/recovery';
import { declaration } from '../api/operator-installation';
import { noon, versionIdOf } from '../contract/samples';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

const issuer = issuerNameSchema.parse('unleash');
const current = versionIdOf('current');

/** What the worker would note at its end of the run that was begun last. */
async function workerEnds(state: KeyRecovery['state'], problem?: string): Promise<void> {
  const run = await api.ledger.issuerRecovery(issuer);
  if (run === undefined) throw new Error('no run was begun');
  await api.ledger.noteRecovery({ ...run, state: 'done', strangers: ['rekey-0123456789ab-stranger'] });
  const { recoveryId } = run;
  const unknown = [{ versionId: current, as: 'current' as const, labels: ['AWSCURRENT'] }];
  const noted = { keyId: 'shop/flags' as KeyId, issuer, recoveryId, at: noon, state, unknown, gone: [], strays: [] };
  await api.ledger.noteRecovery({ ...noted, ...(problem === undefined ? {} : { problem }) });
}

const declared = stringify({ keys: { 'shop/flags': declaration() } });

/** Runs it while a worker ends each run that is begun, the second one so. */
async function recover(args: string[], answer: string | undefined, second: () => Promise<void>) {
  const note = api.ledger.noteRecovery.bind(api.ledger);
  let runs = 0;
  api.ledger.noteRecovery = async (noted) => {
    await note(noted);
    if ('keyId' in noted || noted.state !== 'running') return;
    runs += 1;
    await (runs === 1 ? workerEnds('differs') : second());
  };
  return runAgainst(api, ['recover', ...args], answer === undefined ? {} : { answer });
}

describe('rekey recover', () => {
  test('is refused while the ledger is in its own table', async () => {
    const ran = await runAgainst(api, ['recover', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('nothing to recover') });
  });

  describe('when the ledger was restored', () => {
    beforeEach(async () => {
      await runAgainst(api, ['apply', 'keys.yaml'], { files: { 'keys.yaml': declared } });
      api.ledger.restore(api.ledger.table);
    });

    test('shows what it does not know, and does nothing without a yes', async () => {
      const ran = await recover([], undefined, () => workerEnds('recovered'));
      expect(ran.exit).toBe(3);
      expect(ran.err).toContain(`+ ${current}`);
      expect(ran.err).toContain('rekey-0123456789ab-stranger');
      expect(api.requests.filter((request) => request === 'POST /v1/recover')).toHaveLength(1);
    });

    test('takes it in after a yes, and says that everything goes on', async () => {
      const ran = await recover([], 'y', async () => {
        await workerEnds('recovered');
        const installation = await api.ledger.installation();
        api.ledger.table.installation = { ...installation, epoch: api.ledger.tableIdNow };
      });
      expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining('everything goes on') });
      expect(ran.asked).toEqual([expect.stringContaining('Take this into the ledger?')]);
      const sent = api.queues.waiting.flatMap(({ work }) => (work.kind === 'recover' ? [work.adopt] : []));
      expect(sent).toEqual([false, true]);
    });

    test('names what is blocked, as an object too, and says that it is not recovered yet', async () => {
      const ran = await recover(['--yes', '--json'], undefined, () => workerEnds('blocked', 'the secret is gone'));
      expect(ran.exit).toBe(2);
      const answer = ran.json() as unknown as RecoveryAnswer;
      expect(answer).toMatchObject({ restored: true, keys: [{ state: 'blocked', problem: 'the secret is gone' }] });
    });
  });
});
