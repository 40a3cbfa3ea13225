import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpsWebhookSender } from '../../lib/notify/https-webhook-sender';
import { deliver } from '../../lib/notify/deliver';
import { SecretValue } from '../../lib/model/secret-value';
import { SystemClock } from './system-clock';
import { startWebhookReceiver, type WebhookReceiver } from '../local/webhook-receiver';
import { eventOf, town } from './town';

const send = async (sender: HttpsWebhookSender, url: string) =>
  sender.send({ url, headers: { 'content-type': 'application/json' }, body: '{}' });

const loopback = { address: '127.0.0.1', family: 4 };

const servers: http.Server[] = [];

async function serve(answer: http.RequestListener) {
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

afterEach(closeServers);

describe('HttpsWebhookSender', () => {
  describe('when the receiver verifies with the package of Standard Webhooks', () => {
    let receiver: WebhookReceiver;
    beforeEach(async () => {
      receiver = await startWebhookReceiver();
    });
    afterEach(async () => receiver.close());

    const deliverTo = async (signingKey: string) => {
      const { world } = town();
      const real = {
        ...world,
        clock: new SystemClock(),
        webhooks: new HttpsWebhookSender({ allowLocal: true }),
        hookSecrets: { read: async () => new SecretValue(signingKey) },
      };
      const channel = { kind: 'webhook', url: receiver.url, secret: 'rekey/hooks/a' } as const;
      await deliver(real, { event: eventOf('Key Rotated'), channel });
    };

    test('it accepts the message', async () => {
      await deliverTo(receiver.signingKey);
      expect(receiver.messages).toMatchObject([
        { signatureValid: true, event: 'Key Rotated', key: 'shop/checkout-flags' },
      ]);
    });

    test('it refuses one signed with another key', async () => {
      const other = await startWebhookReceiver();
      await other.close();
      await expect(deliverTo(other.signingKey)).rejects.toMatchObject({ code: 'unavailable' });
      expect(receiver.messages).toMatchObject([{ signatureValid: false }]);
    });

    test.each([301, 302, 400, 404, 410, 429, 500, 503])('an answer %i is to be tried again', async (status) => {
      receiver.answers.push(status);
      await expect(deliverTo(receiver.signingKey)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    });
  });

  describe('when the address may not be called', () => {
    const never = { allowLocal: false, resolve: async () => [{ address: '93.184.216.34', family: 4 }] };
    test.each([
      'http://hooks.example.com/',
      'ftp://hooks.example.com/',
      'file:///etc/passwd',
      'hooks.example.com',
      'https://user:pass@hooks.example.com/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://169.254.169.254/latest/meta-data/',
    ])('%s is refused', async (url) => {
      await expect(send(new HttpsWebhookSender(never), url)).rejects.toMatchObject({ code: 'refused' });
    });
  });

  describe('when one of several addresses of a name is private', () => {
    test('it is refused, whichever comes first', async () => {
      const both = [{ address: '8.8.8.8', family: 4 }, loopback];
      for (const addresses of [both, both.toReversed()]) {
        const sender = new HttpsWebhookSender({ allowLocal: false, resolve: async () => addresses });
        await expect(send(sender, 'https://hooks.example.com/')).rejects.toMatchObject({ code: 'refused' });
      }
    });
  });

  describe('when a name changes its answer', () => {
    test('it is asked once, and the connection goes where the check was', async () => {
      const server = await serve((_, response) => response.writeHead(204).end());
      let asked = 0;
      const resolve = async () => [asked++ === 0 ? loopback : { address: '127.0.0.2', family: 4 }];
      await send(new HttpsWebhookSender({ allowLocal: true, resolve }), `http://hooks.example.test:${server.port}/`);
      expect([asked, server.requests()]).toEqual([1, 1]);
    });
  });

  describe('when the receiver redirects', () => {
    test('it is not followed', async () => {
      const target = await serve((_, response) => response.end());
      const server = await serve((_, response) => {
        response.writeHead(307, { location: `http://127.0.0.1:${target.port}/` }).end();
      });
      const sent = send(new HttpsWebhookSender({ allowLocal: true }), `http://127.0.0.1:${server.port}/`);
      await expect(sent).rejects.toMatchObject({ code: 'unavailable' });
      expect(target.requests()).toBe(0);
    });
  });

  describe('when the answer has no end', () => {
    test('it is left after its status was seen', async () => {
      const server = await serve((_, response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(16_384)));
        };
        response.on('drain', more);
        more();
      });
      const sender = new HttpsWebhookSender({ allowLocal: true });
      await expect(send(sender, `http://127.0.0.1:${server.port}/`)).resolves.toBeUndefined();
    });
  });

  describe('when nobody answers', () => {
    test('it ends in time', async () => {
      const server = await serve(() => {});
      const sender = new HttpsWebhookSender({ allowLocal: true, timeoutMs: 60 });
      const sent = send(sender, `http://127.0.0.1:${server.port}/`);
      await expect(sent).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('in time') });
    });

    test('a name that hangs ends in time as well', async () => {
      const resolve = async () => new Promise<never>(() => {});
      const sender = new HttpsWebhookSender({ allowLocal: false, timeoutMs: 60, resolve });
      await expect(send(sender, 'https://hooks.example.com/')).rejects.toMatchObject({ code: 'unavailable' });
    });

    test('the path, which may be a secret, is not in the error', async () => {
      const server = await serve(() => {});
      await closeServers();
      const sender = new HttpsWebhookSender({ allowLocal: true });
      const error: unknown = await send(sender, `http://127.0.0.1:${server.port}/hidden-path`).catch((e) => e);
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(String(error)).not.toContain('hidden-path');
    });
  });
});
