import { readValue } from '../../demo/read-value';
import { rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import type { KeyId } from '../../lib/model/ids';
import type { Incident } from '../../lib/model/leaks/incident';
import { SecretValue } from '../../lib/model/secret-value';
import { freshSigningKey, signedReport } from '../leaks/knock';
import { grantedPolicy } from './granted-policy';
import { type InstantStage, setInstantStage } from './instant-stage';
import { longCatalogue } from './long-catalogue';
import { userWithPolicy } from './user-with-policy';

jest.setTimeout(240_000);

const sender = 'findings:leaks/report';
const shop = Array.from({ length: 6 }, (_, n) => `shop/key-${n + 1}` as KeyId);
const ci = Array.from({ length: 6 }, (_, n) => `ci/key-${n + 1}` as KeyId);
const reportKey = freshSigningKey();
const values = new Map<KeyId, SecretValue>();

/** Too long for an environment: the worker reads it when it starts. */
let catalogue: Awaited<ReturnType<typeof longCatalogue>>;
let set: InstantStage;
let found: Incident[];
/** The command line of an operator who may operate `shop/*` and nothing else. */
let teams: ReturnType<typeof rekeyCommand>;

beforeAll(async () => {
  catalogue = await longCatalogue();
  set = await setInstantStage({
    doors: { config: { report: {} }, secrets: { 'rekey/doors/report': new SecretValue(reportKey) } },
    catalogue: catalogue.file,
  });
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
  const findings = [...values].map(([key, value]) => ({ value: value.reveal(), file: `${key}.env` }));
  const { headers, body } = signedReport(reportKey, { findings, exposure: 'private' }, new Date());
  const door = `${stage.api}/leaks/report`;
  const answer = await fetch(door, { method: 'POST', headers, body: new Uint8Array(body) });
  if (answer.status !== 202) throw new Error(`the report was answered ${answer.status}`);
  found = await heldOf(12);
});

afterAll(async () => {
  await set?.stop();
  await catalogue.remove();
});

/** What is held, once it is so many: the listing is eventually consistent. */
function heldOf(count: number): Promise<Incident[]> {
  return waitUntil(`${count} held incidents`, 90, async () => {
    const { json } = await set.stage.rekey(['incident', 'list', '--held']);
    const { incidents } = json as { incidents: Incident[] };
    return incidents.length === count ? incidents : undefined;
  });
}

async function incidentOf(key: KeyId): Promise<Incident> {
  const { json } = await set.stage.rekey(['incident', 'list', key]);
  const [incident] = (json as { incidents: Incident[] }).incidents;
  if (incident === undefined) throw new Error(`${key} has no incident`);
  return incident;
}

describe('twelve keys in one report, at an endpoint that enforces IAM', () => {
  test('are all held and told', async () => {
    expect(found).toHaveLength(12);
    expect(found[0]).toMatchObject({
      state: 'held',
      verdict: { kind: 'hold', heldFor: 'flood', otherwise: 'overlap', inputs: { sender, keysOfSender: 12 } },
    });
    const message = await set.receiver.waitFor(({ event }) => event === 'Incident Held', 60_000);
    expect(message.body).toContain('nothing is revoked or replaced');
  });

  test('are not decided on by another team', async () => {
    const [key] = ci as [KeyId];
    const { incidentId, state } = await incidentOf(key);

    for (const verb of ['approve', 'dismiss']) {
      const { json } = await teams(['incident', verb, incidentId, '--reason', 'mine'], { expected: 2 });
      expect(json).toMatchObject({ error: { code: 'forbidden' } });
    }

    expect((await incidentOf(key)).state).toBe(state);
  });

  test('live on until they are decided on: approved, one is killed; dismissed, one by one or all at once, the others live', async () => {
    for (const value of values.values()) expect(set.issuer.accepts(value)).toBe(true);
    const [leaked] = shop as [KeyId];
    const approve = ['incident', 'approve', (await incidentOf(leaked)).incidentId, '--kill', '--reason', 'public wiki'];
    expect((await teams(approve)).json).toMatchObject({ state: 'open', verdict: 'kill', changed: true });
    const value = values.get(leaked) as SecretValue;
    await waitUntil('the end of the value', 60, async () => (set.issuer.accepts(value) ? undefined : true), 100);
    const isApproval = (message: { event: string; key: string }) =>
      message.event === 'Incident Approved' && message.key === leaked;
    expect((await set.receiver.waitFor(isApproval, 60_000)).body).toContain('public wiki');
    expect((await incidentOf(leaked)).decision?.actor).toMatch(/^arn:aws:iam::\d{12}:user\//);

    const [sample] = ci as [KeyId];
    await set.stage.rekey(['incident', 'dismiss', (await incidentOf(sample)).incidentId, '--reason', 'a sample']);
    expect(await heldOf(10)).toHaveLength(10);
    const { json } = await set.stage.rekey(['incident', 'dismiss', '--all-from', sender, '--reason', 'samples']);
    expect(json).toMatchObject({ sender, failed: 0 });
    expect(await heldOf(0)).toEqual([]);
    expect((await incidentOf(sample)).decision).toMatchObject({ what: 'dismissed', reason: 'a sample' });
    for (const key of ci) expect(set.issuer.accepts(values.get(key) as SecretValue)).toBe(true);
  });
});
