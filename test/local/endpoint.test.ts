import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { endpointHealth } from '../../lib/local/endpoint-health';
import { ministackVenv } from '../../lib/local/ministack-venv';

const own = { PATH: process.env['PATH'] };

describe('startEndpoint', () => {
  describe('when AWS_ENDPOINT_URL names one', () => {
    let server: Server;
    let health: Record<string, unknown>;
    const env = (): NodeJS.ProcessEnv => ({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-central-1',
    });
    beforeEach(async () => {
      health = {};
      server = createServer((request, response) => {
        const body = health[request.url ?? ''];
        response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body ?? {}));
      });
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    });
    afterEach(() => new Promise((closed) => server.close(closed)));

    test('LocalStack is told by its health page', async () => {
      health['/_localstack/health'] = { services: {}, version: '4.14.0' };
      const endpoint = await startEndpoint({ env: env() });
      expect(endpoint).toMatchObject({
        kind: 'localstack',
        version: '4.14.0',
        iamEnforced: false,
        region: 'eu-central-1',
      });
    });

    test('MiniStack is told by its own, although it answers LocalStack’s too', async () => {
      const page = { services: {}, version: '1.5.33', auth: 'enabled' };
      Object.assign(health, { '/_localstack/health': page, '/_ministack/health': page });
      expect(await startEndpoint({ env: env() })).toMatchObject({ kind: 'ministack', iamEnforced: true });
    });

    test('anything else that answers is used as it is, and left alone', async () => {
      const endpoint = await startEndpoint({ env: env() });
      expect(endpoint).toMatchObject({ kind: 'unknown', version: 'unknown' });
      await endpoint.stop();
      expect(await endpointHealth(endpoint.url)).toBeDefined();
    });

    test('nothing there is the user’s to mend', async () => {
      const gone = env();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await expect(startEndpoint({ env: gone })).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining(gone['AWS_ENDPOINT_URL'] ?? '?'),
      });
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    });
  });

  describe('when there is none', () => {
    test('two can run at once, with states of their own, IAM enforced, until stopped', async () => {
      const [one, other] = await Promise.all([startEndpoint({ env: own }), startEndpoint({ env: own })]);
      expect(one).toMatchObject({ kind: 'ministack', version: '1.5.33', iamEnforced: true });
      expect(new URL(one.url).hostname).toBe('127.0.0.1');
      expect(other.url).not.toBe(one.url);
      expect(await secretsOf(one, one.credentials)).toEqual([]);
      const stranger = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };
      await expect(secretsOf(one, stranger)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
      await Promise.all([one.stop(), other.stop()]);
      expect(await endpointHealth(one.url, 500)).toBeUndefined();
    }, 300_000);

    test('it ends with the process that started it, however that ends', async () => {
      const module = join(__dirname, '../../lib/local/endpoint.ts');
      const script = `require('${module}').startEndpoint({ env: { PATH: process.env.PATH } })
        .then((endpoint) => process.stdout.write(endpoint.url, () => process.kill(process.pid, 'SIGKILL')))`;
      const tsx = join(__dirname, '../../node_modules/.bin/tsx');
      const died = (await promisify(execFile)(tsx, ['-e', script]).catch((error: unknown) => error)) as {
        stdout: string;
      };
      expect(died.stdout).toMatch(/^http/);
      for (let look = 0; look < 50 && (await endpointHealth(died.stdout, 500)) !== undefined; look++) await delay(100);
      expect(await endpointHealth(died.stdout, 500)).toBeUndefined();
    }, 300_000);

    test('without any Python the message names the version and the remedies', async () => {
      const empty = mkdtempSync(join(tmpdir(), 'rekey-test-'));
      await expect(ministackVenv({ PATH: '/nowhere' }, () => undefined, empty)).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(/Python 3\.10 or later, and none is on the PATH.*AWS_ENDPOINT_URL/),
      });
      expect(readdirSync(empty)).toEqual([]);
      rmSync(empty, { recursive: true });
    });
  });
});

async function secretsOf({ url, region }: Endpoint, credentials: Endpoint['credentials']): Promise<unknown> {
  const client = new SecretsManagerClient({ endpoint: url, region, credentials, maxAttempts: 1 });
  return (await client.send(new ListSecretsCommand({}))).SecretList;
}
