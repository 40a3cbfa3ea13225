import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  TagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import { deploy } from '../../lib/local/deploy';
import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { assumeRoleOf, type Credentials } from './assume';
import { operatorUser } from './operator-user';
import { signedCall } from './signed-call';

jest.setTimeout(180_000);

const fresh = () => randomBytes(16).toString('hex');
const secrets: Record<string, string | undefined> = {
  'rekey/admin/first': undefined,
  'rekey/admin/second': undefined,
  'rekey/hooks/team': undefined,
  'shop/of-first': 'first',
  'shop/of-second': 'second',
  'shop/of-nobody': undefined,
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

    test('taking a secret of another issuer by its tag is refused', async () => {
      const Tags = [{ Key: 'rekey:issuer', Value: 'first' }];

      expect(await outcome(worker.send(new TagResourceCommand({ SecretId: 'shop/of-second', Tags })))).toBe(
        'AccessDeniedException',
      );
    });
  });

  describe('an operator who may rotate the keys of one team', () => {
    let credentials: Credentials;
    beforeAll(async () => {
      ({ credentials } = await operatorUser(endpoint, `${outputs['ApiId']}/*/POST/v1/rotate/ci/*`));
    });

    const status = (method: string, path: string) =>
      signedCall({
        api: `${endpoint.url}/_aws/execute-api/${outputs['ApiId']}/$default`,
        region: endpoint.region,
        credentials,
        method,
        path,
      });

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
});
