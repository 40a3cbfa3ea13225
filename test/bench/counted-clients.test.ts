import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { countedClients } from './counted-clients';
import { requestCounter } from './request-counter';

describe('the count of requests', () => {
  it('has each try of a request that the SDK repeats, by name and service', async () => {
    const statuses = [503, 200];
    const server = createServer((_, response) => {
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const counter = requestCounter();
    const endpoint = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const { secretsManager } = countedClients(endpoint, counter);
    await secretsManager.send(new GetSecretValueCommand({ SecretId: 'any' }));
    expect([...counter.counts]).toEqual([['GetSecretValue', { service: 'SecretsManager', count: 2 }]]);
    counter.reset();
    expect(counter.counts.size).toBe(0);
    secretsManager.destroy();
    await new Promise((closed) => server.close(closed));
  });
});
