import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { stringify } from 'yaml';
import { keyState } from '../../demo/key-state';
import { waitUntil } from '../../demo/wait-until';
import { everythingWritten } from '../../demo/written';
import type { KeyAnswer } from '../../lib/api/answers/key-answer';
import { deploy } from '../../lib/local/deploy';
import { destroy } from '../../lib/local/destroy';
import type { KeyId } from '../../lib/model/ids';
import { declaration } from '../api/operator-installation';
import { copyBusAndTopic } from './bus-copy';
import { type InstantStage, setInstantStage } from './instant-stage';

// Five runs of the CDK, on a machine that may be busy.
jest.setTimeout(900_000);

const key = 'shop/checkout-flags' as KeyId;
const projectFolder = join(__dirname, '..', '..', 'examples', 'team-app');

/** What was seen after each step of the team's: the key, what the issuer was asked to make or end so far, and what the step itself gave. */
interface Seen {
  shown: KeyAnswer;
  asked: string[];
  gave?: unknown;
}

let set: InstantStage;
const seen: Record<string, Seen> = {};

const settings = () => {
  const { url: endpoint, region, credentials } = set.stage.endpoint;
  return { endpoint, region, credentials };
};

beforeAll(async () => {
  set = await setInstantStage();
  const copies = await copyBusAndTopic(set.stage);
  const outputs = await team();
  await step('issued', async () => undefined);
  await step('reads its own', () => read(outputs['CheckoutFunction']));
  await step('reads another', () => read(outputs['CheckoutFunction'], 'rekey/admin/instant'));
  await step('changed', () => team({ maxAgeDays: '60' }));
  await step('refused change', () =>
    team({ maxAgeDays: '60', issuer: 'nowhere' }).catch((error: Error) => error.message),
  );
  await step('file', applyByFile);
  await step('gone', () => destroy({ endpoint: set.stage.endpoint, projectFolder, stackName: 'Checkout' }));
  await waitUntil('word of the release', 60, () => toldOn(copies.topic, 'key released'));
});

afterAll(() => set?.stop());

async function step(name: string, act: () => Promise<unknown>): Promise<void> {
  const gave = await act();
  seen[name] = { shown: await keyState(set.stage, key), asked: asked(), gave };
}

/** Others only look, some by themselves. */
function asked(): string[] {
  const operations = set.issuer.calls().map(({ operation }) => String(operation));
  return operations.filter((operation) => ['mint', 'off', 'delete'].includes(operation));
}

function team(context: Record<string, string> = {}): Promise<Record<string, string>> {
  return deploy({ endpoint: set.stage.endpoint, projectFolder, stackName: 'Checkout', context });
}

/** What the team's function says, or the message of the error that it ends in. */
async function read(FunctionName: string | undefined, secretId?: string): Promise<unknown> {
  const Payload = JSON.stringify({ secretId });
  const answer = await new LambdaClient(settings()).send(new InvokeCommand({ FunctionName, Payload }));
  const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as { errorMessage?: string };
  return answer.FunctionError === undefined ? said : said.errorMessage;
}

async function applyByFile(): Promise<string> {
  const file = join(set.stage.folder, 'keys.yaml');
  const grant = [{ allow: { scopes: ['read'] }, because: 'reads' }];
  await writeFile(file, stringify({ keys: { [key]: declaration({ issuer: 'instant', grant }) } }));
  return (await set.stage.rekey(['apply', file], { expected: 2 })).output;
}

async function toldOn(QueueUrl: string, what: string): Promise<true | undefined> {
  const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await new SQSClient(settings()).send(ask);
  return Messages.some(({ Body = '' }) => Body.includes(what)) ? true : undefined;
}

const current = ({ shown }: Seen) =>
  shown.versions.find(({ state, placeholder }) => state === 'current' && !placeholder);

describe('a key in the app of a team', () => {
  test('is issued when the deployment ends, and declared by its stack', () => {
    const { shown } = seen['issued'] as Seen;

    expect(shown.stack).toMatch(/^arn:aws:cloudformation:.*:stack\/Checkout\//);
    expect(shown.registeredBy).toBe(`stack ${shown.stack}`);
    expect(current(seen['issued'] as Seen)).toMatchObject({ cause: 'created' });
  });

  test('is read by the consumer that was granted it, where its environment says', () => {
    const versionId = current(seen['issued'] as Seen)?.versionId;

    expect(seen['reads its own']?.gave).toEqual({ versionId, length: expect.any(Number) });
    expect(seen['reads its own']).not.toMatchObject({ gave: { length: 0 } });
  });

  test('lets that consumer read no other secret', () => {
    expect(seen['reads another']?.gave).toMatch(/not authorized to perform: secretsmanager:GetSecretValue/);
  });

  test('is changed by a deployment, which mints nothing where nothing has to be minted', () => {
    expect(seen['changed']?.shown.manifest.maxAgeSeconds).toBe(60 * 86_400);
    expect(seen['changed']?.asked).toEqual(['mint']);
  });

  test('a change that cannot be fails the deployment with the reason, and leaves the key as it was', () => {
    expect(seen['refused change']?.gave).toMatch(/nowhere is not deployed: use one of instant/);
    expect(seen['refused change']?.shown.manifest).toEqual(seen['changed']?.shown.manifest);
    expect(seen['refused change']?.shown.status).toBe('active');
  });

  test('is no file’s to change: the answer names the stack and the way', () => {
    expect(seen['file']?.gave).toContain(`is declared by stack ${seen['issued']?.shown.stack}`);
    expect(seen['file']?.gave).toContain('take it out of that stack');
    expect(seen['file']?.shown.manifest).toEqual(seen['changed']?.shown.manifest);
  });

  test('is released when the stack goes: nothing is revoked, and the secret stays as it was', async () => {
    const versionId = current(seen['issued'] as Seen)?.versionId ?? '';

    expect(seen['gone']?.shown).toMatchObject({ status: 'released', currentVersionId: versionId });
    expect(seen['gone']?.asked).toEqual(['mint']);
    const secret = await new SecretsManagerClient(settings()).send(new DescribeSecretCommand({ SecretId: key }));
    expect(secret).toMatchObject({ VersionIdsToStages: { [versionId]: expect.arrayContaining(['AWSCURRENT']) } });
    expect(secret.DeletedDate).toBeUndefined();
  });

  test('leaves no address in a log at which CloudFormation could be answered', async () => {
    const written = await everythingWritten(set.stage);
    const logs = written.flatMap((one) => ('name' in one && one.name.startsWith('log ') ? [String(one.content)] : []));

    expect(logs.filter((line) => line.includes('"outcome":"done"')).length).toBeGreaterThan(3);
    expect(logs.filter((line) => line.includes('cfn-response'))).toEqual([]);
  });
});
