import { readValue } from '../../demo/read-value';
import { rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import type { KeyId } from '../../lib/model/ids';
import type { Incident } from '../../lib/model/incident';
import { SecretValue } from '../../lib/model/secret-value';
import { freshSigningKey, signedReport } from '../leaks/knock';
import { grantedPolicy } from './granted-policy';
import { type InstantStage, setInstantStage } from './instant-stage';
import { userWithPolicy } from './user-with-policy';

jest.setTimeout(240_000);

const sender = 'findings:leaks/report';
const shop = Array.from({ length: 6 }, (_, n) => `shop/key-${n + 1}` as KeyId);
const ci = Array.from({ length: 6 }, (_, n) => `ci/key-${n + 1}` as KeyId);
const reportKey = freshSigningKey();
const values = new Map<KeyId, SecretValue>();

let set: InstantStage;
/** The command line of an operator who may operate `shop/*` and nothing else. */
let teams: ReturnType<typeof rekeyCommand>;

beforeAll(async () => {
  set = await setInstantStage(
    {},
    { config: { report: {} }, secrets: { 'rekey/doors/report': new SecretValue(reportKey) } },
  );
  const { stage } = set;
  await set.apply(Object.fromEntries([...shop, ...ci].map((key) => [key, { maxAge: '30d', overlap: '1h' }])));
  await waitUntil('the first value of each key', 150, async () => {
    const issued = set.receiver.messages.filter(({ event }) => event === 'Key Issued').map(({ key }) => key);
    return new Set(issued).size === 12 ? true : undefined;
  });
  for (const key of [...shop, ...ci]) values.set(key, await readValue(stage, key));
  const { url, region } = stage.endpoint;
  const [, , , , account = ''] = stage.outputs['TopicArn']?.split(':') ?? [];
  const deployed = { apiId: stage.outputs['ApiId'] ?? '', region, account };
  const policy = grantedPolicy((rekey, user) => rekey.grantOperate(user, { keys: ['shop/*'] }), deployed);
  const { credentials } = await userWithPolicy(stage.endpoint, policy);
  teams = rekeyCommand({
    ...stage.credentials,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    REKEY_API: stage.api,
  });
});

afterAll(() => set?.stop());

async function held(): Promise<Incident[]> {
  const { json } = await set.stage.rekey(['incident', 'list', '--held']);
  return (json as { incidents: Incident[] }).incidents;
}

async function incidentOf(key: KeyId): Promise<Incident> {
  const { json } = await set.stage.rekey(['incident', 'list', key]);
  const [incident] = (json as { incidents: Incident[] }).incidents;
  if (incident === undefined) throw new Error(`${key} has no incident`);
  return incident;
}

// In the order in which they stand: each goes on from the one before.
describe('twelve keys in one report, at an endpoint that enforces IAM', () => {
  test('are all held and told, and nothing is revoked', async () => {
    const findings = [...values].map(([key, value]) => ({ value: value.reveal(), file: `${key}.env` }));
    const { headers, body } = signedReport(reportKey, { findings, exposure: 'private' }, new Date());
    const answer = await fetch(`${set.stage.api}/leaks/report`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    expect(answer.status).toBe(202);

    const incidents = await waitUntil('twelve held incidents', 90, async () => {
      const found = await held();
      return found.length === 12 ? found : undefined;
    });
    expect(incidents[0]).toMatchObject({
      state: 'held',
      verdict: { kind: 'hold', heldFor: 'flood', otherwise: 'overlap', inputs: { sender, keysOfSender: 12 } },
    });
    const message = await set.receiver.waitFor(({ event }) => event === 'Incident Held', 60_000);
    expect(message.body).toContain('nothing is revoked or replaced');
    for (const value of values.values()) expect(set.issuer.accepts(value)).toBe(true);
  });

  test('are decided on by their team: approved, one is replaced and revoked', async () => {
    const [key] = shop as [KeyId];
    const id = (await incidentOf(key)).incidentId;

    const { json } = await teams(['incident', 'approve', id, '--kill', '--reason', 'the wiki was public']);

    expect(json).toMatchObject({ state: 'open', verdict: 'kill', changed: true });
    const value = values.get(key) as SecretValue;
    await waitUntil('the end of the value', 60, async () => (set.issuer.accepts(value) ? undefined : true), 100);
    const told = await set.receiver.waitFor(
      ({ event, key: of }) => event === 'Incident Approved' && of === key,
      60_000,
    );
    expect(told.body).toContain('the wiki was public');
    const { decision } = await incidentOf(key);
    expect(decision?.actor).toMatch(/^arn:aws:iam::\d{12}:user\//);
  });

  test('are not decided on by another team', async () => {
    const [key] = ci as [KeyId];
    const { incidentId } = await incidentOf(key);

    for (const verb of ['approve', 'dismiss']) {
      const { json } = await teams(['incident', verb, incidentId, '--reason', 'mine'], { expected: 2 });
      expect(json).toMatchObject({ error: { code: 'forbidden' } });
    }

    expect((await incidentOf(key)).state).toBe('held');
  });

  test('are dismissed one by one or all at once, and their values live', async () => {
    const [key] = ci as [KeyId];
    const { incidentId } = await incidentOf(key);
    await set.stage.rekey(['incident', 'dismiss', incidentId, '--reason', 'a sample']);
    expect(await held()).toHaveLength(10);

    const { json } = await set.stage.rekey(['incident', 'dismiss', '--all-from', sender, '--reason', 'samples']);

    expect(json).toMatchObject({ sender, failed: 0 });
    expect(await held()).toEqual([]);
    expect((await incidentOf(key)).decision).toMatchObject({ what: 'dismissed', reason: 'a sample' });
    for (const one of ci) expect(set.issuer.accepts(values.get(one) as SecretValue)).toBe(true);
  });
});
