import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type RunRekey, rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import { keyAnswerSchema } from '../../lib/api/answers/key-answer';
import { deploy } from '../../lib/local/deploy';
import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { entrySchema } from '../../lib/model/ledger/entry';
import type { Incident } from '../../lib/model/leaks/incident';

jest.setTimeout(120_000);

const user = 'ci-publish';
const key = 'ci/publish';
const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] };
const declared = {
  owner: 'ana@example.com',
  purpose: 'publishes builds',
  issuer: 'iam',
  secret: { name: 'ci/publish' },
  grant: [{ allow: { user, inline: document }, because: 'it uploads' }],
  consumers: [{ name: 'job', refresh: '3s' }],
  maxAge: '2h',
  overlap: '6s',
  expiry: 'revoke',
  leak: { overlap: '6s', replaceWithin: '1s' },
};
const pairSchema = z.strictObject({ accessKeyId: z.string(), secretAccessKey: z.string() });
type Pair = z.infer<typeof pairSchema>;

/** What each step of the story left behind; the steps build on each other, so they are played once. */
interface Played {
  first: Pair;
  second: Pair;
  third: Pair;
  whoIsFirst: string;
  afterOverlap: Record<string, string>;
  disabled: z.infer<typeof entrySchema> | undefined;
  killedIsAccepted: boolean;
  thirdIsAccepted: boolean;
  afterKill: string[];
  denial: string;
  incident: Incident;
}

describe('access keys of an IAM user, by a deployed Rekey under enforced IAM', () => {
  let endpoint: Endpoint;
  let folder: string;
  let iam: IAMClient;
  let secrets: SecretsManagerClient;
  let rekey: RunRekey;
  let played: Played;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-iam-'));
    endpoint = await startEndpoint({ env: { PATH: process.env['PATH'] } });
    const { url, region, credentials } = endpoint;
    const settings = { endpoint: url, region, credentials };
    iam = new IAMClient(settings);
    secrets = new SecretsManagerClient(settings);
    await iam.send(new CreateUserCommand({ UserName: user, Path: '/rekey/' }));
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: 'own', PolicyDocument }));
    const configFile = join(folder, 'rekey.yaml');
    await writeFile(configFile, stringify({ issuers: { iam: { kind: 'aws-iam' } } }));
    const outputs = await deploy({ endpoint, configFile });
    rekey = rekeyCommand({
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      REKEY_API: `${url}/_aws/execute-api/${outputs['ApiId']}/$default`,
    });
    played = await play();
  });

  afterAll(async () => {
    await endpoint?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function play(): Promise<Played> {
    const keysFile = join(folder, 'keys.yaml');
    await writeFile(keysFile, stringify({ keys: { [key]: declared } }));
    await rekey(['apply', keysFile]);
    const first = await nextPair(undefined);
    const whoIsFirst = await whoIs(first);

    await rekey(['rotate', key]);
    const second = await nextPair(first);
    const disabled = await waitUntil('the old key to be switched off', 40, async () =>
      (await lineage()).find(({ type }) => type === 'version-disabled'),
    );
    const afterOverlap = await keysOfUser();

    await rekey(['revoke', key, '--reason', 'seen in a log']);
    const third = await nextPair(second);
    const incident = await waitUntil('the incident to be closed', 60, async () => {
      const { incidents } = keyAnswerSchema.parse((await rekey(['show', key])).json);
      return incidents.find(({ state }) => state === 'closed');
    });
    const denial = new GetUserPolicyCommand({ UserName: user, PolicyName: 'RekeySessionsBefore' });
    return {
      first,
      second,
      third,
      whoIsFirst,
      afterOverlap,
      disabled,
      killedIsAccepted: await isAccepted(second),
      thirdIsAccepted: await isAccepted(third),
      afterKill: Object.keys(await keysOfUser()),
      denial: decodeURIComponent((await iam.send(denial)).PolicyDocument ?? ''),
      incident,
    };
  }

  async function nextPair(before: Pair | undefined): Promise<Pair> {
    return waitUntil(`a value after ${before?.accessKeyId ?? 'none'}`, 60, async () => {
      const { SecretString = '{}' } = await secrets
        .send(new GetSecretValueCommand({ SecretId: 'ci/publish' }))
        .catch(() => ({ SecretString: '{}' }));
      const { data } = pairSchema.safeParse(JSON.parse(SecretString));
      return data?.accessKeyId === before?.accessKeyId ? undefined : data;
    });
  }

  async function whoIs({ accessKeyId, secretAccessKey }: Pair): Promise<string> {
    const { url, region } = endpoint;
    const sts = new STSClient({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey } });
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? '';
  }

  async function isAccepted(pair: Pair): Promise<boolean> {
    return whoIs(pair).then(
      () => true,
      () => false,
    );
  }

  async function keysOfUser(): Promise<Record<string, string>> {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: user }));
    return Object.fromEntries(AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId ?? '', Status ?? '']));
  }

  async function lineage() {
    const { json } = await rekey(['lineage', key]);
    return z.object({ entries: z.array(entrySchema) }).parse(json).entries;
  }

  test('the first value is an access key of the declared user', () => {
    expect(played.whoIsFirst).toContain(user);
  });

  test('after the overlap the old key is switched off and not yet deleted', () => {
    expect(played.afterOverlap).toEqual({
      [played.first.accessKeyId]: 'Inactive',
      [played.second.accessKeyId]: 'Active',
    });
  });

  test('the entry says when it was used last, and when it will be deleted', () => {
    const { at, evidence } = entrySchema.parse(played.disabled);
    const { lastUse, revokeAt } = z.object({ lastUse: z.string(), revokeAt: z.string() }).parse(evidence);
    expect(lastUse).toBe('never'); // the endpoint tells no more
    const quarantine = (Date.parse(revokeAt) - Date.parse(at)) / 1000;
    expect(Math.abs(quarantine - 600)).toBeLessThan(10);
  });

  test('a kill at a full user deletes the leaked key, and makes room for its successor', () => {
    expect(played.killedIsAccepted).toBe(false);
    expect(played.thirdIsAccepted).toBe(true);
    expect(played.afterKill.toSorted()).toEqual([played.first.accessKeyId, played.third.accessKeyId].toSorted());
  });

  test('sessions from before the kill are denied everything, and the incident says until when', () => {
    const step = played.incident.timeline.find(({ what }) => what.startsWith('sessions made before'))?.what ?? '';
    const [before = '', until = ''] = step.match(/\d{4}-\S+Z/g) ?? [];
    const moment = new Date(Math.ceil(Date.parse(before) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
    expect(JSON.parse(played.denial)).toMatchObject({
      Statement: [{ Effect: 'Deny', Condition: { DateLessThan: { 'aws:TokenIssueTime': moment } } }],
    });
    expect((Date.parse(until) - Date.parse(before)) / 3600_000).toBeGreaterThanOrEqual(36);
  });
});
