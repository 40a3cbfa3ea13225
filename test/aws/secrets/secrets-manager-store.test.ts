import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { readAdminCredential, SecretsManagerStore } from '../../../lib/aws';
import { SecretValue } from '../../../lib/model/secret-value';
import { versionIdOf } from '../../contract/samples';

const service = mockClient(SecretsManagerClient);
const store = new SecretsManagerStore(new SecretsManagerClient({ region: 'us-east-1' }));
const versionId = versionIdOf('v');
const value = new SecretValue(randomBytes(12).toString('hex'));

beforeEach(() => service.reset());

describe('SecretsManagerStore', () => {
  test.each([
    ['ThrottlingException', 'unavailable'],
    ['InternalServiceError', 'unavailable'],
    ['TimeoutError', 'unavailable'],
    ['AccessDeniedException', 'misconfigured'],
    ['DecryptionFailure', 'misconfigured'],
    ['InvalidRequestException', 'refused'],
  ])('%s is %s', async (name, code) => {
    service.on(GetSecretValueCommand).rejects(exception(name));
    await expect(store.read('s', { versionId })).rejects.toMatchObject({ code, retryable: code === 'unavailable' });
  });

  test('an error holds nothing of the value, even where AWS quotes it', async () => {
    service.on(PutSecretValueCommand).rejects(exception('ValidationException', `value ${value.reveal()} is not valid`));
    const error: unknown = await store.putPending('s', versionId, value).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'internal' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(value.reveal());
  });

  test('an endpoint that names the first version otherwise is told its name', async () => {
    service.on(CreateSecretCommand).resolves({ ARN: 'arn', VersionId: 'another' });
    service.on(PutSecretValueCommand).resolves({});
    await store.create({ name: 's', versionId, value, tags: {} });
    const puts = service.commandCalls(PutSecretValueCommand).map((call) => call.args[0].input);
    expect(puts).toEqual([{ SecretId: 's', ClientRequestToken: versionId, SecretString: value.reveal() }]);
  });

  test('a denial says who may not do what', async () => {
    service
      .on(GetSecretValueCommand)
      .rejects(exception('AccessDeniedException', 'role R may not secretsmanager:X on S'));
    const message = expect.stringContaining('role R may not secretsmanager:X on S');
    await expect(store.read('s', { versionId })).rejects.toMatchObject({ code: 'misconfigured', message });
  });

  test('binary data is refused', async () => {
    service.on(GetSecretValueCommand).resolves({ VersionId: versionId, SecretBinary: new Uint8Array([1]) });
    await expect(store.read('s', { label: 'AWSCURRENT' })).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('readAdminCredential', () => {
  const token = randomBytes(12).toString('hex');
  const holding = (SecretString: string) =>
    service.on(GetSecretValueCommand).resolves({ VersionId: versionId, SecretString });

  test.each([
    ['a JSON object', JSON.stringify({ token, other: 1 })],
    ['bare text', `${token}\n`],
  ])('%s gives its token', async (_, content) => {
    holding(content);
    expect((await readAdminCredential(store, 'a')).reveal()).toBe(token);
  });

  test.each(['{}', '{"token": 5}', '{ broken', ' '])('%j is refused, naming the secret', async (content) => {
    holding(content);
    await expect(readAdminCredential(store, 'rekey/admin/x')).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('rekey/admin/x'),
    });
  });
});

function exception(name: string, message = 'x'): SecretsManagerServiceException {
  return new SecretsManagerServiceException({ name, message, $fault: 'client', $metadata: {} });
}
