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
import type { KeyAnswer } from '../../lib/api/answers/key-answer';
import type { KeyId } from '../../lib/model/ids';
import { SecretValue } from '../../lib/model/secret-value';
import { type InstantStage, setInstantStage } from './instant-stage';
import { secretAsItIs } from './secret-as-it-is';

jest.setTimeout(900_000);

// Their ids put them at the beginning of the time over which overdue keys are spread.
const ledger = 'legacy/ledger' as KeyId;
const feeds = 'ops/feeds' as KeyId;
// Long enough for a roll-back: what is rolled back to has to live while that is tried.
const policy = { maxAge: '3h', overlap: '30m' };

/** What was seen at each step of the one story, which takes minutes; the tests look at it in any order. */
interface Seen {
  adopted: KeyAnswer;
  /** Secrets after the adoption, and after an act that was not done. */
  after: Record<string, object>;
  observed: Record<string, object>;
  tags: string[];
  told: string;
  callsWhileObserved: string[];
  refusedRotation: string;
  versions: { enforced: Held; rolledBack: Held; again: Held };
  oldAcceptedWhileOverlapping: boolean;
}
interface Held {
  id: string;
  fields: Record<string, unknown>;
}

let set: InstantStage;
let rekey: RunRekey;
let seen: Seen;
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
  seen = await story();
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

async function current(): Promise<Held> {
  const { VersionId = '', SecretString = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: 'hand/ledger' }),
  );
  return { id: VersionId, fields: JSON.parse(SecretString) as Record<string, unknown> };
}

/** Waits until another version than this one is current, for Rekey and in the secret. */
async function replaced(versionId: string): Promise<Held> {
  const next = await waitUntil(`another version of ${ledger}`, 240, async () => {
    const version = await currentVersion(set.stage, ledger);
    return version?.versionId === versionId ? undefined : version?.versionId;
  });
  expect((await current()).id).toBe(next);
  return current();
}

/** Adopted, observed until something was told, enforced, rotated, rolled back, rotated again; the other key is only observed. */
async function story(): Promise<Seen> {
  await apply('observe');
  for (const key of [ledger, feeds]) {
    await waitUntil(`the adoption of ${key}`, 120, () => currentVersion(set.stage, key));
  }
  const adopted = await keyState(set.stage, ledger);
  const after = await secretsNow();
  const { Tags = [] } = await client.send(new DescribeSecretCommand({ SecretId: 'hand/ledger' }));
  const { body } = await set.receiver.waitFor((one) => one.event === 'Would Have Acted' && one.key === ledger, 240_000);
  const refusal = await rekey(['rotate', ledger], { expected: 2 });
  const observed = await secretsNow();
  const callsWhileObserved = set.issuer.calls().map(({ operation }) => operation);
  const first = adopted.currentVersionId ?? '';
  await apply('enforce');
  const enforced = await replaced(first);
  const oldAcceptedWhileOverlapping = accepted('ledger');
  await rekey(['rollback', ledger, '--reason', 'billing cannot read the new value']);
  const rolledBack = await replaced(enforced.id);
  await rekey(['rotate', ledger]);
  return {
    adopted,
    after,
    observed,
    tags: Tags.map(({ Key = '' }) => Key).toSorted((a, b) => a.localeCompare(b)),
    told: body,
    callsWhileObserved,
    refusedRotation: refusal.output,
    versions: { enforced, rolledBack, again: await replaced(rolledBack.id) },
    oldAcceptedWhileOverlapping,
  };
}

async function secretsNow(): Promise<Record<string, object>> {
  const names = ['ledger', 'feeds'];
  const secrets = await Promise.all(names.map((name) => secretAsItIs(client, `hand/${name}`)));
  return Object.fromEntries(names.map((name, index) => [name, secrets[index] ?? {}]));
}

function accepted(name: string): boolean {
  return set.issuer.accepts(made[name]?.value ?? new SecretValue(''));
}

describe('an existing credential with its hand-made secret', () => {
  test('is adopted as old as it is, and told', () => {
    expect(seen.adopted.versions).toMatchObject([
      { cause: 'adopted', state: 'current', issuedAt: '2023-02-03T04:05:06.000Z', ref: { id: made['ledger']?.id } },
    ]);
    const told = set.receiver.messages.filter(({ event }) => event === 'Key Adopted').map(({ key }) => key);
    expect(new Set(told)).toEqual(new Set([ledger, feeds]));
  });

  test('keeps every byte, label and tag at its adoption, and gets three tags more', () => {
    expect(seen.after).toEqual({ ledger: before['ledger'], feeds: before['feeds'] });
    expect(seen.tags).toEqual(['rekey:installation', 'rekey:issuer', 'rekey:key', 'team']);
  });

  test('is told what would have been done, and nothing is done', () => {
    expect(seen.told).toContain('would have replaced the current version');
    expect(seen.observed).toEqual({ ledger: before['ledger'], feeds: before['feeds'] });
    expect(seen.callsWhileObserved.filter((operation) => !['whoami', 'inspect', 'list'].includes(operation))).toEqual(
      [],
    );
    expect(seen.refusedRotation).toContain('only observed');
  });

  test('is replaced once it is enforced, with its other fields kept, while the old value lives on', () => {
    const { id, fields } = seen.versions.enforced;
    expect(id).not.toBe(seen.adopted.currentVersionId);
    expect(fields).toMatchObject({ user: 'billing', retries: 3 });
    expect(fields['api_token']).not.toBe(made['ledger']?.value.reveal());
    expect(seen.oldAcceptedWhileOverlapping).toBe(true);
  });

  test('is rolled back to, and replaced again', () => {
    const { enforced, rolledBack, again } = seen.versions;
    expect(rolledBack.id).toBe(seen.adopted.currentVersionId);
    expect(rolledBack.fields['api_token']).toBe(made['ledger']?.value.reveal());
    expect([rolledBack.id, enforced.id]).not.toContain(again.id);
    expect(again.fields).toMatchObject({ user: 'billing', retries: 3 });
  });

  test('that is still only observed is what it was, byte for byte', async () => {
    expect(await secretAsItIs(client, 'hand/feeds')).toEqual(before['feeds']);
    expect(accepted('feeds')).toBe(true);
    expect((await rekey(['list'])).json).toMatchObject({
      keys: expect.arrayContaining([
        expect.objectContaining({ keyId: feeds, mode: 'observe' }),
        expect.objectContaining({ keyId: ledger, mode: 'enforce' }),
      ]),
    });
  });

  test('that is none of its issuer is not adopted, and not rotated either, with the reason', async () => {
    const strange = 'ops/strange' as KeyId;
    await client.send(new CreateSecretCommand({ Name: 'hand/strange', SecretString: 'whatever this is' }));
    const secret = { name: 'hand/strange', format: 'text' };
    await set.apply({ [strange]: { ...policy, secret, adopt: 'current', mode: 'enforce' } });
    await set.receiver.waitFor((one) => one.event === 'Adoption Failed' && one.key === strange, 240_000);

    const { output } = await rekey(['rotate', strange], { expected: 2 });

    expect(output).toContain('its credential is not adopted yet: ');
  });

  test('of another issuer is refused, before anything is recorded', async () => {
    const other = { ...declared.feeds, secret: { name: 'hand/other', format: 'text' } };

    await expect(set.apply({ 'ops/other': other })).rejects.toThrow(/belongs to issuer another/);

    expect(await secretAsItIs(client, 'hand/other')).toEqual(before['other']);
  });
});
