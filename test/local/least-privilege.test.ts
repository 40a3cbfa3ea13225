import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { deploy } from '../../lib/local/deploy';
import type { Rekey } from '../../lib/infra/rekey';
import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { assumeRoleOf, type Credentials } from './assume';
import { grantedPolicy } from './granted-policy';
import { operatorUser } from './operator-user';
import { signedCall } from './signed-call';
import { userWithPolicy } from './user-with-policy';

jest.setTimeout(180_000);

const fresh = () => randomBytes(16).toString('hex');
const secrets: Record<string, string | undefined> = {
  'rekey/admin/first': undefined,
  'rekey/admin/second': undefined,
  'rekey/hooks/team': undefined,
  'shop/of-first': 'first',
  'shop/of-second': 'second',
  'shop/of-nobody': undefined,
  'shop/made-by-hand': undefined,
};

let endpoint: Endpoint;
let outputs: Record<string, string>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rekey-privilege-'));
  endpoint = await startEndpoint();
  // The issuers are never asked: nothing answers at these addresses.
  const issuer = (name: string) => `  ${name}: {kind: unleash, url: "http://127.0.0.1:9", admin: rekey/admin/${name}}`;
  const configFile = join(folder, 'rekey.yaml');
  await writeFile(configFile, ['issuers:', issuer('first'), issuer('second')].join('\n'));
  outputs = await deploy({ endpoint, configFile });
  for (const [Name, issuerName] of Object.entries(secrets)) {
    const Tags = issuerName === undefined ? [] : [{ Key: 'rekey:issuer', Value: issuerName }];
    await clientOf(endpoint.credentials).send(new CreateSecretCommand({ Name, SecretString: fresh(), Tags }));
  }
});

afterAll(async () => {
  await endpoint?.stop();
  await rm(folder, { recursive: true, force: true });
});

function clientOf(credentials: Credentials): SecretsManagerClient {
  return new SecretsManagerClient({ endpoint: endpoint.url, region: endpoint.region, credentials });
}

/** Status of a call of the operator API. */
async function statusFor(credentials: Credentials, method: string, path: string): Promise<number> {
  const api = `${endpoint.url}/_aws/execute-api/${outputs['ApiId']}/$default`;
  return signedCall({ api, region: endpoint.region, credentials, method, path });
}

/** `done`, or the name of the refusal. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: Error) => error.name,
  );
}

describe('under enforced IAM', () => {
  test.each([
    ['IssuerfirstWorkerRole', ['rekey/admin/first', 'shop/of-first']],
    ['IssuersecondWorkerRole', ['rekey/admin/second', 'shop/of-second']],
    ['RekeyNotifierNotifyRole', ['rekey/hooks/team']],
    ['RekeyOperatorApiOperateRole', []],
    ['RekeySweeperSweepRole', []],
    ['RekeyLeakIntakeMatchRole', []],
    ['RekeyLeakIntakeRole', []],
    ['RekeyOutboxPublishRole', []],
    ['RekeySecretWatchRole', []],
    ['RekeyAnyKeysRegisterRole', []],
    ['RekeyRegistrarDeclareRole', []],
  ])('%s reads the values of %j and of no other secret', async (role, readable) => {
    const client = clientOf(await assumeRoleOf(endpoint, role));

    const outcomes = await Promise.all(
      Object.keys(secrets).map(async (SecretId) => {
        return [SecretId, await outcome(client.send(new GetSecretValueCommand({ SecretId })))] as const;
      }),
    );

    expect(Object.fromEntries(outcomes)).toEqual(
      Object.fromEntries(
        Object.keys(secrets).map((name) => [name, readable.includes(name) ? 'done' : 'AccessDeniedException']),
      ),
    );
  });

  test.each([
    ['RekeySweeperSweepRole', 'done'],
    ['RekeyLeakIntakeRole', 'done'],
    ['RekeyOperatorApiOperateRole', 'done'],
    ['RekeyNotifierNotifyRole', 'AccessDeniedException'],
    ['RekeyOutboxPublishRole', 'AccessDeniedException'],
    ['IssuerfirstWorkerRole', 'AccessDeniedException'],
  ])('%s: reading the settings of all issuers is %s', async (role, expected) => {
    const { url, region } = endpoint;
    const client = new SSMClient({ endpoint: url, region, credentials: await assumeRoleOf(endpoint, role) });
    const Path = '/rekey/Rekey/issuers';

    expect(await outcome(client.send(new GetParametersByPathCommand({ Path })))).toBe(expected);
    // What only a worker with a long catalogue may, and that for its own.
    const one = new GetParameterCommand({ Name: `${Path}/second` });
    expect(await outcome(client.send(one))).toBe('AccessDeniedException');
  });

  describe('the worker of an issuer', () => {
    let worker: SecretsManagerClient;
    beforeAll(async () => {
      worker = clientOf(await assumeRoleOf(endpoint, 'IssuerfirstWorkerRole'));
    });

    test.each([
      ['shop/of-first', 'done'],
      ['shop/of-second', 'AccessDeniedException'],
      ['shop/of-nobody', 'AccessDeniedException'],
      ['rekey/admin/first', 'AccessDeniedException'],
    ])('writing %s is %s', async (SecretId, expected) => {
      const put = new PutSecretValueCommand({ SecretId, SecretString: fresh(), VersionStages: ['AWSPENDING'] });

      expect(await outcome(worker.send(put))).toBe(expected);
    });

    test.each([
      ['first', 'done'],
      ['second', 'AccessDeniedException'],
    ])('making a secret for the issuer %s is %s', async (Value, expected) => {
      const Tags = [{ Key: 'rekey:issuer', Value }];
      const create = new CreateSecretCommand({ Name: `made/for-${Value}`, SecretString: fresh(), Tags });

      expect(await outcome(worker.send(create))).toBe(expected);
    });

    test('making a secret for nobody is refused', async () => {
      const create = new CreateSecretCommand({ Name: 'made/for-nobody', SecretString: fresh() });

      expect(await outcome(worker.send(create))).toBe('AccessDeniedException');
    });

    test.each([
      ['of another issuer', 'shop/of-second', 'AccessDeniedException'],
      ['with the admin credential of another issuer', 'rekey/admin/second', 'AccessDeniedException'],
      ['that signs messages', 'rekey/hooks/team', 'AccessDeniedException'],
      ['that somebody made by hand', 'shop/made-by-hand', 'done'],
    ])('taking a secret %s by its tag: %s is %s', async (_, SecretId, expected) => {
      const Tags = [{ Key: 'rekey:issuer', Value: 'first' }];

      expect(await outcome(worker.send(new TagResourceCommand({ SecretId, Tags })))).toBe(expected);
    });

    // The tests of this file come in any order, and others ask whose this secret is.
    afterEach(async () => {
      const untag = new UntagResourceCommand({ SecretId: 'shop/made-by-hand', TagKeys: ['rekey:issuer'] });
      await clientOf(endpoint.credentials).send(untag);
    });

    test('untagging a secret, or putting another tag there, is refused', async () => {
      const Tags = [{ Key: 'team', Value: 'shop' }];

      expect(await outcome(worker.send(new TagResourceCommand({ SecretId: 'shop/of-first', Tags })))).toBe(
        'AccessDeniedException',
      );
      const more = [{ Key: 'rekey:issuer', Value: 'first' }, ...Tags];
      expect(await outcome(worker.send(new TagResourceCommand({ SecretId: 'shop/of-first', Tags: more })))).toBe(
        'AccessDeniedException',
      );
      const untag = new UntagResourceCommand({ SecretId: 'shop/of-first', TagKeys: ['rekey:issuer'] });
      expect(await outcome(worker.send(untag))).toBe('AccessDeniedException');
    });
  });

  describe('an operator who may rotate the keys of one team', () => {
    let credentials: Credentials;
    beforeAll(async () => {
      ({ credentials } = await operatorUser(endpoint, `${outputs['ApiId']}/*/POST/v1/rotate/ci/*`));
    });

    const status = (method: string, path: string) => statusFor(credentials, method, path);

    test('is heard on such a key: there is none, which is the answer', async () => {
      expect(await status('POST', '/v1/rotate/ci/publish')).toBe(404);
    });

    test.each([
      ['POST', '/v1/rotate/shop/checkout'],
      ['POST', '/v1/revoke/ci/publish'],
      ['POST', '/v1/release/ci/publish'],
      ['PUT', '/v1/key/ci/publish'],
      ['GET', '/v1/key/ci/publish'],
      ['GET', '/v1/keys'],
      ['POST', '/v1/leak/report'],
    ])('is refused %s %s', async (method, path) => {
      expect(await status(method, path)).toBe(403);
    });
  });

  // No such key and no such version: whoever is heard is told so, or that the body is missing.
  const version = randomUUID();
  const reading = (key: string) => [
    `GET /v1/key/${key}`,
    `GET /v1/lineage/${key}`,
    `GET /v1/incidents-of/${key}`,
    `GET /v1/incident/${version}/${key}`,
    `POST /v1/plan/${key}`,
  ];
  const acting = (key: string) =>
    ['rotate', 'rollback', 'revoke', 'pause', 'resume'].map((verb) => `POST /v1/${verb}/${key}`);
  const declaring = (key: string) => [`PUT /v1/key/${key}`, `POST /v1/release/${key}`];
  const ofAll = ['GET /v1/keys', 'GET /v1/incidents', 'GET /v1/installation', 'GET /v1/doctor'];
  const widely = ['POST /v1/pause-all', 'POST /v1/resume-all'];
  const report = 'POST /v1/leak/report';
  const everything = (key: string) => [...reading(key), ...acting(key), ...declaring(key)];
  const others = ['ci/publish', 'shopping/cart', 'ci/shop/checkout', 'shop'].flatMap(everything);
  const own = 'shop/checkout';

  describe.each<[string, (rekey: Rekey, to: IGrantable) => unknown, { heard: string[]; refused: string[] }]>([
    [
      'grantRead to a team',
      (rekey, to) => rekey.grantRead(to, { keys: ['shop/*'] }),
      { heard: reading(own), refused: [...acting(own), ...declaring(own), ...others, ...ofAll, ...widely, report] },
    ],
    [
      'grantOperate to a team',
      (rekey, to) => rekey.grantOperate(to, { keys: ['shop/*'] }),
      {
        heard: [...reading(own), ...acting(own), report],
        refused: [...declaring(own), ...others, ...ofAll, ...widely],
      },
    ],
    [
      'grantAdmin to a team',
      (rekey, to) => rekey.grantAdmin(to, { keys: ['shop/*'] }),
      { heard: [...everything(own), report], refused: [...others, ...ofAll, ...widely] },
    ],
    [
      'grantRead of everything',
      (rekey, to) => rekey.grantRead(to),
      { heard: [...reading(own), ...ofAll], refused: [...acting(own), ...declaring(own), ...widely, report] },
    ],
    [
      'grantAdmin of everything',
      (rekey, to) => rekey.grantAdmin(to),
      { heard: [...everything(own), ...ofAll, ...widely, report], refused: [] },
    ],
  ])('%s', (_name, grant, { heard, refused }) => {
    test('lets these calls in, and refuses all others', async () => {
      const [, , , , account = ''] = outputs['TopicArn']?.split(':') ?? [];
      const deployed = { apiId: outputs['ApiId'] ?? '', region: endpoint.region, account };
      const { credentials } = await userWithPolicy(endpoint, grantedPolicy(grant, deployed));
      const answers: Record<string, string> = {};
      for (const call of [...heard, ...refused]) {
        const [method = '', path = ''] = call.split(' ');
        const status = await statusFor(credentials, method, path);
        answers[call] = status === 403 ? 'refused' : status < 500 ? 'heard' : `${status}`;
      }

      expect(answers).toEqual(
        Object.fromEntries([...heard.map((call) => [call, 'heard']), ...refused.map((call) => [call, 'refused'])]),
      );
    });
  });
});
