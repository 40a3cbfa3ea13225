import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { currentVersion, keyState } from '../../demo/key-state';
import type { RunRekey } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import type { KeyId, VersionId } from '../../lib/model/ids';
import { SecretValue } from '../../lib/model/secret-value';
import { type InstantStage, setInstantStage } from './instant-stage';
import { secretAsItIs } from './secret-as-it-is';

jest.setTimeout(360_000);

// Their ids put them at the beginning of the time over which overdue keys are spread.
const ledger = 'legacy/ledger' as KeyId;
const feeds = 'ops/feeds' as KeyId;
// Long enough for a roll-back: what is rolled back to has to live while that is tried.
const policy = { maxAge: '3h', overlap: '30m' };

let set: InstantStage;
let rekey: RunRekey;
let client: SecretsManagerClient;
const made: Record<string, { id: string; value: SecretValue }> = {};
const before: Record<string, object> = {};

beforeAll(async () => {
  set = await setInstantStage();
  ({ rekey } = set.stage);
  const { url, region, credentials } = set.stage.endpoint;
  client = new SecretsManagerClient({ endpoint: url, region, credentials });
  for (const name of ['ledger', 'feeds', 'other']) {
    made[name] = set.issuer.makeByHand({ label: 'by hand', scopes: ['read'], createdAt: '2023-02-03T04:05:06.000Z' });
  }
  const valueOf = (name: string) => made[name]?.value.reveal() ?? '';
  const Tags = [{ Key: 'team', Value: 'billing' }];
  await client.send(
    new CreateSecretCommand({ Name: 'hand/ledger', Description: 'made by hand', SecretString: '{"old": true}', Tags }),
  );
  await client.send(
    new PutSecretValueCommand({
      SecretId: 'hand/ledger',
      ClientRequestToken: randomUUID(),
      SecretString: `{ "user": "billing",\n\t"api_token": "${valueOf('ledger')}", "retries": 3 }`,
      VersionStages: ['AWSCURRENT', 'billing-uses-this'],
    }),
  );
  await client.send(new CreateSecretCommand({ Name: 'hand/feeds', SecretString: valueOf('feeds') }));
  const others = [{ Key: 'rekey:issuer', Value: 'another' }];
  await client.send(new CreateSecretCommand({ Name: 'hand/other', SecretString: valueOf('other'), Tags: others }));
  for (const name of ['ledger', 'feeds', 'other']) before[name] = await secretAsItIs(client, `hand/${name}`);
});

afterAll(() => set?.stop());

const declared = {
  ledger: { ...policy, secret: { name: 'hand/ledger', field: 'api_token' } },
  feeds: { ...policy, secret: { name: 'hand/feeds', format: 'text' }, adopt: 'current' },
};
const apply = (mode: 'observe' | 'enforce') =>
  set.apply({
    [ledger]: { ...declared.ledger, adopt: { issuerKeyId: made['ledger']?.id }, mode },
    [feeds]: declared.feeds,
  });

async function current(): Promise<{ id: string; fields: Record<string, unknown> }> {
  const { VersionId = '', SecretString = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: 'hand/ledger' }),
  );
  return { id: VersionId, fields: JSON.parse(SecretString) as Record<string, unknown> };
}

/** Waits until another version than this one is current, for Rekey and in the secret. */
async function replaced(versionId: string | undefined): Promise<VersionId> {
  const next = await waitUntil(`another version of ${ledger}`, 200, async () => {
    const version = await currentVersion(set.stage, ledger);
    return version?.versionId === versionId ? undefined : version?.versionId;
  });
  expect((await current()).id).toBe(next);
  return next;
}

describe('an existing credential with its hand-made secret', () => {
  let first: VersionId;

  test('is adopted, and nothing of it changes but three tags', async () => {
    await apply('observe');
    for (const key of [ledger, feeds]) {
      await waitUntil(`the adoption of ${key}`, 120, () => currentVersion(set.stage, key));
    }

    const state = await keyState(set.stage, ledger);
    const [version] = state.versions;
    first = version?.versionId as VersionId;
    expect(version).toMatchObject({ cause: 'adopted', state: 'current', issuedAt: '2023-02-03T04:05:06.000Z' });
    expect(await secretAsItIs(client, 'hand/ledger')).toEqual(before['ledger']);
    expect(await secretAsItIs(client, 'hand/feeds')).toEqual(before['feeds']);
    const { Tags = [] } = await client.send(new DescribeSecretCommand({ SecretId: 'hand/ledger' }));
    expect(Tags.map(({ Key = '' }) => Key).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'rekey:installation',
      'rekey:issuer',
      'rekey:key',
      'team',
    ]);
    await set.receiver.waitFor(({ event, key }) => event === 'key.adopted' && key === ledger, 60_000);
  });

  test('is refused with the secret of another issuer, before anything is recorded', async () => {
    const other = { ...declared.feeds, secret: { name: 'hand/other', format: 'text' } };

    await expect(set.apply({ 'ops/other': other })).rejects.toThrow(/belongs to issuer another/);

    expect(await secretAsItIs(client, 'hand/other')).toEqual(before['other']);
  });

  test('is told what would have been done, and nothing is done', async () => {
    await waitUntil('a rotation that is told and not done', 200, async () => {
      const { observed } = await keyState(set.stage, ledger);
      return (observed?.count ?? 0) > 0 ? true : undefined;
    });

    const told = await set.receiver.waitFor(({ event, key }) => event === 'would.have_acted' && key === ledger, 60_000);
    expect(told.body).toContain('would have replaced the current version');
    expect(set.issuer.calls().filter(({ operation }) => operation === 'mint' || operation === 'delete')).toEqual([]);
    expect(await secretAsItIs(client, 'hand/ledger')).toEqual(before['ledger']);
    const { output } = await rekey(['rotate', ledger], { expected: 2 });
    expect(output).toContain('only observed');
  });

  test('is replaced once it is enforced, with its other fields kept, while the old value lives on', async () => {
    await apply('enforce');
    const second = await replaced(first);

    expect((await current()).fields).toMatchObject({ user: 'billing', retries: 3 });
    expect((await current()).fields['api_token']).not.toBe(made['ledger']?.value.reveal());
    expect(set.issuer.accepts(made['ledger']?.value ?? new SecretValue(''))).toBe(true);
    expect(second).not.toBe(first);
  });

  test('is rolled back to, byte for byte, and replaced again', async () => {
    const second = (await current()).id;
    await rekey(['rollback', ledger, '--reason', 'billing cannot read the new value']);
    expect(await replaced(second)).toBe(first);
    expect((await current()).fields['api_token']).toBe(made['ledger']?.value.reveal());

    await rekey(['rotate', ledger]);
    const third = await replaced(first);

    expect([first, second]).not.toContain(third);
    expect((await current()).fields).toMatchObject({ user: 'billing', retries: 3 });
  });

  test('that is still only observed is what it was, byte for byte', async () => {
    expect(await secretAsItIs(client, 'hand/feeds')).toEqual(before['feeds']);
    expect(set.issuer.accepts(made['feeds']?.value ?? new SecretValue(''))).toBe(true);
    expect((await rekey(['list'])).json).toMatchObject({
      keys: expect.arrayContaining([
        expect.objectContaining({ keyId: feeds, mode: 'observe' }),
        expect.objectContaining({ keyId: ledger, mode: 'enforce' }),
      ]),
    });
  });
});
