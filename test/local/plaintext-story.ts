import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { currentVersion, keyState } from '../../demo/key-state';
import { readValue } from '../../demo/read-value';
import { rekeyCommand } from '../../demo/rekey-command';
import { scanRepository } from '../../demo/scan-repository';
import { waitUntil } from '../../demo/wait-until';
import { issuerProfile } from '../../lib/issuers/issuer-profile';
import type { IssuerName, KeyId } from '../../lib/model/ids';
import { instantCatalogue } from '../issuers/instant-catalogue';
import type { FailingReceiver } from './failing-receiver';
import { type InstantStage, hookSecret } from './instant-stage';
import { signedAnswer } from './signed-answer';

const healthy = 'ci/publish' as KeyId;
const deaf = 'shop/checkout' as KeyId;
const disturbed = ['lost/answer', 'lost/to-500', 'lost/in-nonsense'] as KeyId[];

/** What a story left in the hands of its teller: the values nobody issued, and what was answered to it. */
export interface PlaintextStory {
  secrets: readonly string[];
  unissued: Record<string, string>;
  texts: string[];
}

/** A value in the form of the instant issuer that it never made. */
const strangeValue = () => `ins_${randomBytes(20).toString('hex')}`;

/** Everything that handles a value, and goes well or wrong: issue, rotation, reports in every form, a kill, lost and hostile answers, a deaf receiver. */
export async function plaintextStory(set: InstantStage, receiver: FailingReceiver): Promise<PlaintextStory> {
  const { stage, apply } = set;
  const texts: string[] = [];
  const unissued: Record<string, string> = {};
  const strange = (name: string) => (unissued[name] = strangeValue());

  await apply({ [healthy]: {}, [deaf]: { notify: [{ webhook: receiver.url, secret: hookSecret }] } });
  const first = await issued(set, healthy);
  await issued(set, deaf);
  await stage.rekey(['rotate', healthy]);
  await waitUntil(`the rotation of ${healthy}`, 60, async () => {
    return (await currentVersion(stage, healthy))?.versionId === first ? undefined : true;
  });

  const value = (await readValue(stage, healthy)).reveal();
  const unknown = strange('unknown, reported by value');
  for (const input of [
    value,
    `"${value}"`,
    `Authorization: Bearer ${value}`,
    `https://ci.example.com/hook?token=${value}&x=1`,
    `CI_TOKEN='${unknown}'`,
  ]) {
    await stage.rekey(['leak', 'report', '-'], { input });
  }
  texts.push(...(await malformedReports(set, strange('in a malformed report'), value)));

  const { patterns } = issuerProfile({
    name: 'instant' as IssuerName,
    kind: 'instant',
    url: set.issuer.url,
    catalogue: instantCatalogue,
  });
  const scan = await scanRepository(await readValue(stage, deaf), patterns);
  const publicly = ['leak', 'report', '-', '--source', 'secretlint', '--exposure', 'public'];
  await stage.rekey(publicly, { input: scan.report });
  await stage.rekey(['revoke', healthy, '--reason', 'seen in a chat']);
  for (const key of [healthy, deaf]) await killedAndReplaced(set, key);

  await lostAnswers(set, strange);
  texts.push(...(await humanFaces(set)));
  return { secrets: [healthy, deaf], unissued, texts };
}

async function issued({ stage }: InstantStage, key: KeyId): Promise<string> {
  return (await waitUntil(`the first value of ${key}`, 60, () => currentVersion(stage, key))).versionId;
}

async function killedAndReplaced({ stage }: InstantStage, key: KeyId): Promise<void> {
  await waitUntil(`the end of the leaked version of ${key}`, 90, async () => {
    const { versions, incidents, currentVersionId } = await keyState(stage, key);
    const dead = incidents.some(({ versionId }) =>
      versions.some((version) => version.versionId === versionId && version.state === 'dead'),
    );
    return dead && versions.some(({ versionId, state }) => versionId === currentVersionId && state === 'current')
      ? true
      : undefined;
  });
}

/** Answers of the API, and of the command line, to reports that cannot be read. */
async function malformedReports({ stage }: InstantStage, unknown: string, known: string): Promise<string[]> {
  const post = async (body: string) => {
    const { status, text } = await signedAnswer({
      url: `${stage.api}/v1/leak/report`,
      service: 'execute-api',
      region: stage.endpoint.region,
      credentials: stage.endpoint.credentials,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (status !== 400) throw new Error(`a malformed report was answered with ${status}`);
    return text;
  };
  const texts: string[] = [];
  for (const value of [unknown, known]) {
    texts.push(
      await post(`{"source": "value", "exposure": "public", "value": "${value}`),
      await post(JSON.stringify({ source: value, exposure: 'public', value })),
      await post(JSON.stringify({ source: 'value', exposure: value, value })),
      await post(JSON.stringify({ source: 'value', exposure: 'public', value, [value]: 1 })),
      await post(JSON.stringify({ source: 'secretlint', exposure: 'public', report: { [value]: value } })),
    );
    const unreadable = { input: `[{"filePath": "${value}", "messages": "${value}`, expected: 2 };
    await stage.rekey(['leak', 'report', '-', '--source', 'secretlint'], unreadable);
  }
  return texts;
}

/** First issues whose answer is lost, is an error that quotes a value, and is nothing that can be read. */
async function lostAnswers({ stage, issuer, apply }: InstantStage, strange: (name: string) => string): Promise<void> {
  issuer.disturb({ on: 'mint', dropAfterEffect: true });
  issuer.disturb({ on: 'mint', answer: { status: 500, body: `cannot store ${strange('in a 500')} just now` } });
  issuer.disturb({ on: 'mint', replaceBody: `{"id": 7, "tokens": ["${strange('in a body that does not fit')}"]}` });
  await apply(Object.fromEntries(disturbed.map((key) => [key, {}])));
  for (const key of disturbed) {
    await waitUntil(`the trouble of ${key}`, 90, async () => {
      const { rotation } = await keyState(stage, key);
      return rotation?.lastFailure;
    });
  }
}

/** What people see, instead of programs: successes and failures. */
async function humanFaces({ stage }: InstantStage): Promise<string[]> {
  const rekey = rekeyCommand({ ...stage.credentials, REKEY_API: stage.api }, ['--yes']);
  const broken = join(stage.folder, 'broken.yaml');
  await writeFile(broken, 'keys: {ci/publish: {owner: 7}}\n');
  const incident = (await keyState(stage, healthy)).incidents[0]?.incidentId ?? '';
  const calls: [string[], number][] = [
    [['list'], 0],
    [['show', healthy], 0],
    [['show', disturbed[1] ?? ''], 0],
    [['lineage', healthy, '--verify'], 0],
    [['incident', 'list'], 0],
    [['incident', 'show', incident], 0],
    [['doctor'], 2],
    [['show', 'nobody/knows'], 2],
    [['apply', broken], 2],
    [['leak', 'report', join(stage.folder, 'absent')], 2],
  ];
  const texts: string[] = [];
  for (const [args, expected] of calls) texts.push((await rekey(args, { expected })).output);
  return texts;
}
