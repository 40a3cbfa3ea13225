import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { currentVersion, keyState } from '../../demo/key-state';
import { type RunRekey, rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import type { LineageAnswer } from '../../lib/api/answers/lineage-answer';
import type { KeyId, VersionId } from '../../lib/model/ids';
import type { Incident } from '../../lib/model/leaks/incident';
import type { Version } from '../../lib/model/ledger/version';
import { type InstantStage, setInstantStage } from './instant-stage';
import { operatorUser } from './operator-user';
import { swapped } from './swapped-entries';
import { tamper } from './tampered-entries';

jest.setTimeout(240_000);

const publish = 'ci/publish' as KeyId;
const checkout = 'shop/checkout' as KeyId;
const resting = 'ops/resting' as KeyId;
const braked = 'ops/braked' as KeyId;
// What is rolled back to has to live while that is tried.
const keys = { [publish]: {}, [checkout]: {}, [resting]: {}, [braked]: { maxAge: '2h', overlap: '10m' } };

let set: InstantStage;
let rekey: RunRekey;

beforeAll(async () => {
  set = await setInstantStage();
  ({ rekey } = set.stage);
  await set.apply(keys);
  for (const key of [publish, checkout, resting, braked]) {
    await waitUntil(`the first value of ${key}`, 90, () => currentVersion(set.stage, key));
  }
});

afterAll(() => set?.stop());

async function file(text: string): Promise<string> {
  await writeFile(join(set.stage.folder, 'keys.yaml'), text);
  return join(set.stage.folder, 'keys.yaml');
}

function secretsManager(): SecretsManagerClient {
  const { url, region, credentials } = set.stage.endpoint;
  return new SecretsManagerClient({ endpoint: url, region, credentials });
}

async function lineage(key: KeyId): Promise<LineageAnswer['entries']> {
  return ((await rekey(['lineage', key])).json as LineageAnswer).entries;
}

const newKey = `  ops/new:
    purpose: a test of plans
    grant: [{allow: {scopes: [read]}, because: reads}]
    secret: {name: ops/new, field: token}
`;

const refused = `# yaml-language-server: $schema=keys.schema.json
defaults:
  owner: ana@example.com
  issuer: instant
  maxAge: 20m
  overlap: 10s
  expiry: revoke
  consumers: [{name: slow-job, refresh: 5s}]
keys:
  bad/issuer:
    purpose: a test of refusals
    grant: [{allow: {scopes: [read]}, because: reads}]
    secret: {name: bad/issuer, field: token}
    issuer: nowhere
  bad/foreign:
    purpose: a test of refusals
    grant: [{allow: {scopes: [read]}, because: reads}]
    secret: {name: somebody/elses, field: token}
  bad/taken:
    purpose: a test of refusals
    grant: [{allow: {scopes: [read]}, because: reads}]
    secret:
      field: token
      name: ci/publish
  bad/overlap:
    purpose: a test of refusals
    grant: [{allow: {scopes: [read]}, because: reads}]
    secret: {name: bad/overlap, field: token}
    overlap: 9s
`;

describe('rekey plan and apply', () => {
  describe('when keys are declared that cannot be', () => {
    beforeAll(async () => {
      await secretsManager().send(new CreateSecretCommand({ Name: 'somebody/elses', SecretString: '{}' }));
    });

    test.each(['plan', 'apply'])('%s names file, line, field and remedy of each, and exits 2', async (verb) => {
      const path = await file(refused);

      const { json } = await rekey([verb, path], { expected: 2 });

      const line = (text: string) => refused.split('\n').findIndex((each) => each.includes(text)) + 1;
      const { keys: results } = json as { keys: { keyId: string; error: { problems: object[] } }[] };
      expect(results.map(({ keyId, error }) => [keyId, error.problems])).toEqual([
        ['bad/issuer', [problem(path, line('issuer: nowhere'), 'bad/issuer.issuer', /instant/)]],
        ['bad/foreign', [problem(path, line('somebody/elses'), 'bad/foreign.secret.name', /exists and is not ours/)]],
        ['bad/taken', [problem(path, line('name: ci/publish'), 'bad/taken.secret.name', /belongs to key ci\/publish/)]],
        ['bad/overlap', [problem(path, line('overlap: 9s'), 'bad/overlap.overlap', /consumer slow-job .* 10s/)]],
      ]);
    });

    test('none of them is registered, and nothing was asked of the issuer for them', async () => {
      const { json } = await rekey(['list']);
      expect((json as { keys: { keyId: string }[] }).keys.map(({ keyId }) => keyId).toSorted()).toEqual(
        Object.keys(keys).toSorted(),
      );
    });
  });

  test('apply, repeated, changes nothing: no entry, no mint', async () => {
    const { ref } = (await currentVersion(set.stage, resting)) as Version;
    // Every attempt of a key has a label that begins alike; other keys are at work meanwhile.
    const ofKey = (ref?.label ?? '').slice(0, -13);
    const calls = () => set.issuer.calls().filter(({ label }) => label?.startsWith(ofKey)).length;
    const before = { entries: await lineage(resting), calls: calls() };
    expect(before.calls).toBeGreaterThan(0);

    expect(await set.apply({ [resting]: {} })).toMatchObject({ applied: 0, unchanged: 1, failed: 0 });

    expect({ entries: await lineage(resting), calls: calls() }).toEqual(before);
  });

  test('plan --exit-code is 0 for what is so, and 4 when something would change', async () => {
    const applied = join(set.stage.folder, 'applied.yaml');
    await set.apply({ [resting]: {} });
    await rekey(['plan', applied, '--exit-code'], { expected: 0 });
    const { json } = await rekey(['plan', await file(`${refused.split('  bad/')[0]}${newKey}`), '--exit-code'], {
      expected: 4,
    });
    expect(json).toMatchObject({ changes: 1, keys: [{ keyId: 'ops/new', change: 'create' }] });
    expect(JSON.stringify((json as { keys: object[] }).keys)).toMatch(/mint/);
  });
});

function problem(path: string, line: number, field: string, message: RegExp): object {
  return { file: path, line, field: `keys.${field}`, message: expect.stringMatching(message) };
}

describe('rekey revoke', () => {
  test('asks first: where nobody can be asked it exits 3, and nothing happens', async () => {
    const asking = rekeyCommand({ ...set.stage.credentials, REKEY_API: set.stage.api }, ['--json']);
    const before = await lineage(checkout);

    const { json } = await asking(['revoke', checkout, '--reason', 'a try'], { expected: 3 });

    expect(json).toMatchObject({ error: { code: 'declined', message: expect.stringContaining('--yes') } });
    expect(await lineage(checkout)).toEqual(before);
  });

  test('revokes and replaces; incident list and show tell who ordered it, why, and what was done when', async () => {
    const old = (await currentVersion(set.stage, publish))?.versionId as VersionId;

    const { json } = await rekey(['revoke', publish, '--reason', 'a laptop was lost']);

    const incidentId = `${publish}:${old}`;
    expect(json).toEqual({ keyId: publish, incidentId });
    const closed = await waitUntil('the end of the revoked version', 90, async () => {
      const shown = (await rekey(['incident', 'show', incidentId])).json as Incident;
      return shown.state === 'closed' ? shown : undefined;
    });
    expect(closed).toMatchObject({
      keyId: publish,
      versionId: old,
      verdict: {
        kind: 'kill',
        reason: expect.stringMatching(/^ordered by arn:aws:iam::\d{12}:root: a laptop was lost/),
      },
      reportCount: 1,
    });
    expect(closed.timeline.length).toBeGreaterThan(2);
    expect(closed.timeline.map(({ at }) => at)).toEqual(closed.timeline.map(({ at }) => at).toSorted());
    const { json: listed } = await rekey(['incident', 'list']);
    expect((listed as { incidents: Incident[] }).incidents.map((one) => one.incidentId)).toContain(incidentId);
    expect((await currentVersion(set.stage, publish))?.versionId).not.toBe(old);
  });
});

describe('the brakes', () => {
  test('a pause refuses rotations with its reason and end, every list shows it, and resume ends it', async () => {
    await rekey(['pause', braked, '--until', '4h', '--reason', 'a release is going out']);

    const { json } = await rekey(['rotate', braked], { expected: 2 });
    expect(json).toMatchObject({ error: { message: expect.stringMatching(/paused until .*a release is going out/) } });
    const { keys: listed } = (await rekey(['list'])).json as { keys: { keyId: string; pauses: object[] }[] };
    expect(listed.find(({ keyId }) => keyId === braked)?.pauses).toMatchObject([{ reason: 'a release is going out' }]);

    expect((await rekey(['resume', braked])).json).toMatchObject({ resumed: true });
    expect((await keyState(set.stage, braked)).pauses).toEqual([]);
  });

  test('a roll-back makes the version before current again, in the secret too, and the next rotation works', async () => {
    const first = await currentVersion(set.stage, braked);
    await rekey(['rotate', braked]);
    const second = await waitUntil('a rotation', 90, () => currentOtherThan(first?.versionId));

    await rekey(['rollback', braked, '--reason', 'the job cannot read it']);
    await waitUntil('the roll-back', 90, () => currentOtherThan(second.versionId));

    expect((await currentVersion(set.stage, braked))?.versionId).toBe(first?.versionId);
    const { VersionId } = await secretsManager().send(new GetSecretValueCommand({ SecretId: braked }));
    expect(VersionId).toBe(first?.versionId);
    await rekey(['rotate', braked]);
    const third = await waitUntil('the rotation after it', 90, () => currentOtherThan(first?.versionId));
    expect(third.versionId).not.toBe(second.versionId);
  });

  async function currentOtherThan(versionId: string | undefined) {
    const current = await currentVersion(set.stage, braked);
    return current?.versionId === versionId ? undefined : current;
  }
});

describe('an operator who may rotate the keys of one team', () => {
  let theirs: RunRekey;
  let arn: string;
  beforeAll(async () => {
    const { endpoint, outputs, api, credentials } = set.stage;
    const user = await operatorUser(endpoint, `${outputs['ApiId']}/*/POST/v1/rotate/ci/*`);
    arn = user.arn;
    theirs = rekeyCommand({
      ...credentials,
      AWS_ACCESS_KEY_ID: user.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: user.credentials.secretAccessKey,
      REKEY_API: api,
    });
  });

  test('stands in the ledger as who asked, by the ARN that the API proved', async () => {
    // A rotation that is in flight is refused politely, and would be another's.
    await waitUntil('a key at rest', 90, async () => {
      return (await keyState(set.stage, publish)).rotating ? undefined : true;
    });
    const before = (await lineage(publish)).length;

    await theirs(['rotate', publish]);

    const begun = await waitUntil('the rotation they asked for', 60, async () => {
      return (await lineage(publish)).slice(before).find(({ type }) => type === 'rotation-begun');
    });
    expect(begun).toMatchObject({ cause: 'manual', actor: arn });
    expect(arn).toMatch(/:user\/operator-/);
  });

  test.each([
    ['another verb', ['revoke', publish, '--reason', 'a try']],
    ['another team’s key', ['rotate', checkout]],
    ['everything', ['list']],
  ])('is refused %s, told which right is missing, and exits 2', async (_, args) => {
    const { json } = await theirs(args, { expected: 2 });
    expect(json).toMatchObject({
      error: { code: 'forbidden', message: expect.stringContaining('execute-api:Invoke') },
    });
  });
});

describe('rekey lineage --verify', () => {
  test('finds the chain of an untouched key whole', async () => {
    const { json } = await rekey(['lineage', resting, '--verify']);
    expect(json).toMatchObject({ verification: { kind: 'intact' } });
  });

  const third = 2;
  const cases: [string, Parameters<typeof tamper>[2], object][] = [
    [
      'changed',
      (entries) => entries.map((entry, index) => (index === third ? { ...entry, actor: { S: 'nobody' } } : entry)),
      { sequence: 3, problem: 'changed' },
    ],
    ['removed', (entries) => entries.filter((_, index) => index !== third), { sequence: 3, problem: 'missing' }],
    ['put in another order', (entries) => swapped(entries, third, ['sk']), { sequence: 3, problem: 'reordered' }],
    [
      'put in another order with its number',
      (entries) => swapped(entries, third, ['sk', 'sequence']),
      { sequence: 3, problem: 'changed' },
    ],
    ['cut off at the end', (entries) => entries.slice(0, -1), { problem: 'missing' }],
  ];

  test.each(cases)(
    'exits 5 and names the first entry that does not fit when one was %s',
    async (_, change, expected) => {
      const undo = await tamper(set.stage, resting, change);
      try {
        const { json } = await rekey(['lineage', resting, '--verify'], { expected: 5 });
        expect(json).toMatchObject({ verification: { kind: 'broken', ...expected } });
      } finally {
        await undo();
      }
    },
  );
});
