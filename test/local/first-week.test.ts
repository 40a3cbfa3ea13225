import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { makeSecrets } from '../../demo/make-secrets';
import { type RunRekey, rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import { type KeyAnswer, keyAnswerSchema } from '../../lib/api/answers/key-answer';
import { deploy } from '../../lib/local/deploy';
import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { type LocalUnleash, startUnleash } from '../../lib/local/unleash';
import { type HandMade, makeByHand } from './hand-made';
import {
  accessKeysOutside,
  type SecretOutside,
  secretOutside,
  type TokenOutside,
  tokensOutside,
} from './world-outside';

jest.setTimeout(600_000);

/** What `rekey discover --json` gives. */
interface Discovered {
  credentials: { ref: { id?: string; label: string; principal?: string }; mark: string; secrets: { name: string }[] }[];
  file: string;
}

/** Everything outside of Rekey at one moment. */
interface Outside {
  checkout: SecretOutside;
  search: SecretOutside;
  publish: SecretOutside;
  tokens: TokenOutside[];
  accessKeys: object[];
}

/** What the week left behind; its days build on each other, so it is played once. */
interface Week {
  before: Outside;
  discovered: { unleash: Discovered; iam: Discovered };
  refusal: string;
  observed: Record<string, KeyAnswer>;
  whileObserved: Outside;
  backtest: { keys: { keyId: string; findings: object[] }[] };
  rotated: Outside;
  rolledBack: Outside;
  rotatedAgain: Outside;
  identified: { known: boolean; versions: { keyId: string; state: string }[] };
  after: { enforced: KeyAnswer; undiscovered: Discovered };
}

describe('the first week: what there is is found, adopted, observed, and one of it enforced', () => {
  let folder: string;
  let endpoint: Endpoint;
  let unleash: LocalUnleash;
  let made: HandMade;
  let rekey: RunRekey;
  let week: Week;
  /** Ids of the keys, as the discovery proposes them. */
  const [checkout, search, publish] = ['hand/Checkout_flags', 'hand/search.token', 'builds-uploader'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-week-'));
    [endpoint, unleash] = await Promise.all([startEndpoint({ env: { PATH: process.env['PATH'] } }), startUnleash()]);
    made = await makeByHand(endpoint, unleash);
    await makeSecrets(endpoint, [['rekey/admin/unleash', unleash.adminToken]]);
    const configFile = join(folder, 'rekey.yaml');
    const issuers = {
      unleash: {
        kind: 'unleash',
        url: unleash.url,
        admin: 'rekey/admin/unleash',
        secrets: ['hand/*'],
        kmsKeys: [made.kmsKey],
        discover: { prefixes: ['hand/'] },
      },
      iam: { kind: 'aws-iam', secrets: ['builds-*'], discover: { tags: { team: 'platform' } } },
    };
    await writeFile(configFile, stringify({ issuers }));
    const outputs = await deploy({ endpoint, configFile });
    const { url, region, credentials } = endpoint;
    rekey = rekeyCommand({
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      REKEY_API: `${url}/_aws/execute-api/${outputs['ApiId']}/$default`,
    });
    week = await play();
  });

  afterAll(async () => {
    await Promise.allSettled([unleash?.stop(), endpoint?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  async function play(): Promise<Week> {
    const before = await outside();
    const discovered = { unleash: await discover('unleash'), iam: await discover('iam') };
    const printed = {
      unleash: await fileOf('unleash', discovered.unleash.file),
      iam: await fileOf('iam', discovered.iam.file),
    };
    const refusal = (await rekey(['plan', printed.unleash], { expected: 2 })).output;
    for (const [name, { file }] of Object.entries(discovered)) await rekey(['apply', await fileOf(name, said(file))]);
    const observed = Object.fromEntries(
      await Promise.all([checkout, search, publish].map(async (key) => [key, await adopted(key)] as const)),
    );
    const whileObserved = await outside();
    const backtest = (await rekey(['backtest', '--days', '90'])).json as Week['backtest'];

    await rekey(['apply', await fileOf('unleash', enforcing(said(discovered.unleash.file)))]);
    await rekey(['rotate', checkout]);
    const rotated = await changed(before.checkout.value);
    await rekey(['rollback', checkout, '--reason', 'the new value does not work']);
    const rolledBack = await changed(rotated.checkout.value);
    await rekey(['rotate', checkout]);
    const rotatedAgain = await changed(rolledBack.checkout.value);
    const identify = await rekey(['identify'], { input: rotated.checkout.value });
    return {
      before,
      discovered,
      refusal,
      observed,
      whileObserved,
      backtest,
      rotated,
      rolledBack,
      rotatedAgain,
      identified: identify.json as Week['identified'],
      after: { enforced: await show(checkout), undiscovered: await discover('unleash') },
    };
  }

  async function outside(): Promise<Outside> {
    const [one, two, three] = await Promise.all(
      [made.secrets.checkout, made.secrets.search, made.secrets.publish].map((name) => secretOutside(endpoint, name)),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('a secret is gone');
    const [tokens, accessKeys] = await Promise.all([tokensOutside(unleash), accessKeysOutside(endpoint, made.user)]);
    return { checkout: one, search: two, publish: three, tokens, accessKeys };
  }

  async function changed(from: string): Promise<Outside> {
    return waitUntil('another current value', 120, async () => {
      const now = await outside();
      return now.checkout.value === from ? undefined : now;
    });
  }

  async function discover(issuer: string): Promise<Discovered> {
    return (await rekey(['discover', issuer])).json as Discovered;
  }

  async function fileOf(name: string, text: string): Promise<string> {
    const file = join(folder, `${name}.yaml`);
    await writeFile(file, text);
    return file;
  }

  async function show(key: string): Promise<KeyAnswer> {
    return keyAnswerSchema.parse((await rekey(['show', key])).json);
  }

  async function adopted(key: string): Promise<KeyAnswer> {
    return waitUntil(`the adoption of ${key}`, 120, async () => {
      const state = await show(key);
      return state.adopted === undefined ? undefined : state;
    });
  }

  test('finds the three credentials, and the secrets they stand in', () => {
    const { unleash: flags, iam } = week.discovered;
    const free = [...flags.credentials, ...iam.credentials].filter(({ mark }) => mark === 'unknown');
    const inSecrets = free.flatMap(({ secrets }) => secrets.map(({ name }) => name));
    expect(inSecrets.toSorted()).toEqual(Object.values(made.secrets).toSorted());
    expect(iam.credentials).toMatchObject([{ ref: { principal: made.user } }]);
  });

  test('adopts none of the credentials that administer the issuer', () => {
    const { credentials, file } = week.discovered.unleash;
    const listed = week.before.tokens.find(({ secret }) => secret === unleash.adminToken.reveal());
    expect(credentials.filter(({ mark }) => mark === 'admin')).toHaveLength(listed === undefined ? 0 : 1);
    expect(Object.keys((parse(file) as { keys: object }).keys).toSorted()).toEqual([checkout, search].toSorted());
  });

  test('prints a file that is refused until a person has said what nobody knows', () => {
    expect(week.refusal).toContain('is still');
    expect(week.refusal).toContain('owner');
  });

  test('observes what it adopted', () => {
    for (const state of Object.values(week.observed)) {
      expect(state).toMatchObject({ mode: 'observe', versions: [{ state: 'current', cause: 'adopted' }] });
    }
  });

  test('changes nothing by that: neither a byte, label or tag of a secret, nor a credential', () => {
    expect(week.whileObserved).toEqual(week.before);
  });

  test('replays what is known of each', () => {
    expect(week.backtest.keys.map(({ keyId }) => keyId).toSorted()).toEqual([publish, checkout, search].toSorted());
  });

  test('enforced, rotates the one in its field, and leaves the others of it as they were', () => {
    const before = JSON.parse(week.before.checkout.value) as Record<string, unknown>;
    const after = JSON.parse(week.rotated.checkout.value) as Record<string, unknown>;
    expect(after).toEqual({ ...before, 'api token': expect.any(String) });
    expect(after['api token']).not.toBe(before['api token']);
    expect(week.rotated.checkout.tags).toEqual(week.before.checkout.tags);
  });

  test('rolls back to the very credential that was adopted', () => {
    expect(week.rolledBack.checkout.value).toBe(week.before.checkout.value);
  });

  test('rotates again after the roll-back, to yet another one', () => {
    const values = [week.before, week.rotated, week.rotatedAgain].map(({ checkout: { value } }) => value);
    expect(new Set(values).size).toBe(3);
    expect(week.after.enforced.mode).toBe('enforce');
  });

  test('leaves the other two byte for byte as they were', () => {
    const { search: secret, publish: pair, tokens, accessKeys } = week.rotatedAgain;
    expect([secret, pair]).toEqual([week.before.search, week.before.publish]);
    expect(accessKeys).toEqual(week.before.accessKeys);
    const of = (all: TokenOutside[]) => all.find(({ tokenName }) => tokenName === 'search');
    expect(of(tokens)).toEqual(of(week.before.tokens));
  });

  test('knows a value of it again, in the JSON of a whole secret', () => {
    expect(week.identified).toMatchObject({ known: true, versions: [{ keyId: checkout }] });
  });

  test('finds none of them any more', () => {
    expect(week.after.undiscovered.credentials.filter(({ mark }) => mark === 'unknown')).toEqual([]);
  });
});

/** The printed file as a person completes it. */
function said(file: string): string {
  return file
    .replaceAll('owner: "?"', 'owner: ana@example.com')
    .replaceAll('refresh: "?"', 'refresh: 5m')
    .replaceAll('"?"', 'said by Ana');
}

/** The same with one key enforced. */
function enforcing(file: string): string {
  const content = parse(file) as { keys: Record<string, object> };
  return stringify({
    ...content,
    keys: Object.fromEntries(
      Object.entries(content.keys).map(([key, own]) => [
        key,
        key.includes('Checkout') ? { ...own, mode: 'enforce' } : own,
      ]),
    ),
  });
}
