import { randomBytes } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { currentVersion, keyState } from '../../demo/key-state';
import { readValue } from '../../demo/read-value';
import { waitUntil } from '../../demo/wait-until';
import type { DoorRequest } from '../../lib/leaks/doors/door';
import type { KeyId } from '../../lib/model/ids';
import type { Incident } from '../../lib/model/leaks/incident';
import { SecretValue } from '../../lib/model/secret-value';
import { type GithubServer, startGithubServer } from '../leaks/github-server';
import { alertPayload, freshSigningKey, githubDelivery, signedReport } from '../leaks/knock';
import { assumeRoleOf } from './assume';
import { deliverExposure } from './health-event';
import { type InstantStage, setInstantStage } from './instant-stage';

jest.setTimeout(180_000);

const keys = {
  public: 'leaked/in-public' as KeyId,
  private: 'leaked/in-private' as KeyId,
  reported: 'leaked/to-a-tool' as KeyId,
  named: 'leaked/by-its-id' as KeyId,
};
const webhookKey = randomBytes(20).toString('hex');
const formerKey = randomBytes(20).toString('hex');
const reportKey = freshSigningKey();

let github: GithubServer;
let set: InstantStage;

beforeAll(async () => {
  github = await startGithubServer();
  set = await setInstantStage({
    doors: {
      config: { github: { url: github.url }, report: {}, awsHealth: { issuers: ['instant'] } },
      secrets: {
        'rekey/doors/github': new SecretValue(JSON.stringify([webhookKey, formerKey])),
        'rekey/doors/report': new SecretValue(reportKey),
        'rekey/doors/github-token/acme': new SecretValue(github.token),
      },
    },
  });
  await set.apply(Object.fromEntries(Object.values(keys).map((key) => [key, {}])));
  for (const key of Object.values(keys)) {
    await waitUntil(`the first value of ${key}`, 90, () => currentVersion(set.stage, key));
  }
});

afterAll(async () => {
  await set?.stop();
  await github?.stop();
});

/** Knocks without AWS credentials; status and text of the answer. */
async function knock(door: 'github' | 'report', { headers, body }: DoorRequest): Promise<[number, string]> {
  const answer = await fetch(`${set.stage.api}/leaks/${door}`, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  });
  return [answer.status, await answer.text()];
}

async function incidentOf(key: KeyId): Promise<Incident> {
  return waitUntil(`the incident of ${key}`, 60, async () => (await keyState(set.stage, key)).incidents[0], 250);
}

async function isRefusedByTheIssuer(value: SecretValue): Promise<boolean> {
  return waitUntil('the end of a value', 60, async () => (set.issuer.accepts(value) ? undefined : true), 100);
}

const accepted: [number, string] = [202, '{"accepted":true}'];

describe('doors, at an endpoint that enforces IAM', () => {
  test('what GitHub says is public is killed, by a webhook signed with the former key', async () => {
    const value = await readValue(set.stage, keys.public);
    github.alerts.set('Acme/shop#1', { secret: value.reveal(), publicly_leaked: true });
    const payload = alertPayload({ owner: 'Acme', alert: { number: 1 } });
    const sentAt = Date.now();

    expect(await knock('github', githubDelivery(formerKey, payload))).toEqual(accepted);

    expect(await isRefusedByTheIssuer(value)).toBe(true);
    // A cold start of three functions on this machine is in it.
    expect(Date.now() - sentAt).toBeLessThan(20_000);
    const { verdict } = await incidentOf(keys.public);
    expect(verdict).toMatchObject({
      kind: 'kill',
      inputs: { possession: true, exposure: 'public', attestedBy: 'github' },
    });
  });

  test('what GitHub found in private is replaced first, and a delivery that comes again changes nothing', async () => {
    const value = await readValue(set.stage, keys.private);
    github.alerts.set('acme/shop#2', {
      secret: Buffer.from(value.reveal()).toString('base64'),
      is_base64_encoded: true,
      secret_type: 'acme_token',
    });
    github.places.set('acme/shop#2', [{ type: 'commit', details: { path: 'deploy.sh', start_line: 3 } }]);
    const delivery = githubDelivery(webhookKey, alertPayload({ alert: { number: 2 } }));

    expect(await knock('github', delivery)).toEqual(accepted);
    const incident = await incidentOf(keys.private);
    expect(await knock('github', delivery)).toEqual(accepted);
    // Another delivery of the same alert, after it: what was queued before has been read by then.
    const next = githubDelivery(webhookKey, alertPayload({ alert: { number: 2 }, action: 'reopened' }));
    expect(await knock('github', next)).toEqual(accepted);
    const both = await waitUntil('the second report', 60, async () => {
      const joined = await incidentOf(keys.private);
      return joined.reportCount > 1 ? joined : undefined;
    });

    expect(incident.verdict).toMatchObject({ kind: 'overlap', inputs: { exposure: 'private', attestedBy: 'github' } });
    expect(incident.reports[0]?.sightings).toEqual([
      { source: 'github', rule: 'acme_token', file: 'deploy.sh', line: 3 },
    ]);
    expect(both.reportCount).toBe(2);
  });

  test('what a tool reports as public is replaced first, and the incident says why', async () => {
    const value = await readValue(set.stage, keys.reported);
    const findings = [{ value: `TOKEN=${value.reveal()}`, file: 'wiki/setup', rule: 'own' }];

    expect(await knock('report', signedReport(reportKey, { findings, exposure: 'public' }, new Date()))).toEqual(
      accepted,
    );

    const { verdict } = await incidentOf(keys.reported);
    expect(verdict).toMatchObject({ kind: 'overlap', inputs: { exposure: 'unknown', claimed: 'public' } });
    expect(verdict.reason).toContain('may not attest');
  });

  test('what AWS Health names is killed, told from two regions or one', async () => {
    const version = await currentVersion(set.stage, keys.named);
    const value = await readValue(set.stage, keys.named);

    await deliverExposure(set.stage, version?.ref?.id ?? '', 2);

    expect(await isRefusedByTheIssuer(value)).toBe(true);
    expect(await incidentOf(keys.named)).toMatchObject({
      reportCount: 1,
      verdict: { kind: 'kill', inputs: { possession: false, attestedBy: 'aws-health' } },
    });
  });

  test('what is not signed is refused, and every refusal reads the same', async () => {
    const delivery = githubDelivery(webhookKey, alertPayload());
    const late = signedReport(reportKey, { findings: [] }, new Date(Date.now() - 301_000));
    const refusals = [
      await knock('github', { ...delivery, body: Buffer.from(delivery.body.toString().replace('7', '8')) }),
      await knock('github', githubDelivery(webhookKey, '{')),
      await knock('github', githubDelivery(webhookKey, alertPayload(), { 'content-type': 'text/plain' })),
      await knock('github', githubDelivery(webhookKey, alertPayload({ alert: { filler: 'x'.repeat(1_048_576) } }))),
      await knock('report', late),
    ];

    expect(refusals.map(([status]) => status)).toEqual([401, 400, 415, 413, 401]);
    expect(new Set(refusals.map(([, text]) => text)).size).toBe(1);
  });

  // How fast is the endpoint's affair: it runs each function on this machine's own processors.
  test('in the midst of a flood of unsigned reports a true one is accepted, and none of them', async () => {
    const unsigned = signedReport(freshSigningKey(), { findings: [] }, new Date());
    const lane = async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 50; n++) statuses.push((await knock('report', unsigned))[0]);
      return statuses;
    };
    const flood = Promise.all(Array.from({ length: 4 }, lane));

    const answer = await knock('report', signedReport(reportKey, { findings: [] }, new Date()));

    expect(answer).toEqual(accepted);
    expect(new Set((await flood).flat())).toEqual(new Set([401]));
  });

  test.each([
    ['RekeyLeakIntakeRole', ['rekey/doors/github', 'rekey/doors/report']],
    ['RekeyLeakIntakeMatchRole', ['rekey/doors/github-token/acme']],
    ['RekeyOperatorApiOperateRole', []],
    ['IssuerinstantWorkerRole', []],
  ])('%s reads %j of the secrets of doors', async (role, readable) => {
    const { endpoint } = set.stage;
    const credentials = await assumeRoleOf(endpoint, role);
    const client = new SecretsManagerClient({ endpoint: endpoint.url, region: endpoint.region, credentials });
    const read: string[] = [];
    for (const SecretId of ['rekey/doors/github', 'rekey/doors/report', 'rekey/doors/github-token/acme']) {
      const isRead = await client.send(new GetSecretValueCommand({ SecretId })).then(
        () => true,
        () => false,
      );
      if (isRead) read.push(SecretId);
    }

    expect(read).toEqual(readable);
  });
});
