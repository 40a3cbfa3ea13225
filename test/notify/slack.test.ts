import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { SecretValue } from '../../lib/model/secret-value';
import { deliver } from '../../lib/notify/deliver';
import { HttpsWebhookSender } from '../../lib/notify/https-webhook-sender';
import { slackHookOf } from '../../lib/notify/slack-hook';
import { slackMessageOf } from '../../lib/notify/slack-message';
import { at, eventOf, incidentWith, town } from './town';

const token = randomBytes(18).toString('base64url');
const address = `https://hooks.slack.com/services/T00000000/B00000000/${token}`;
const channel = { kind: 'slack', secret: 'rekey/hooks/slack' } as const;
const event = eventOf('Key Rotated');

function townWith(content: string, known?: Parameters<typeof town>[0]) {
  const made = town(known);
  made.world.hookSecrets = { read: async () => new SecretValue(content) };
  return made;
}

describe('deliver', () => {
  describe('when the channel is Slack', () => {
    test.each([address, `${address}\n`, JSON.stringify({ url: address })])(
      'the message is posted to the address in the secret, in form %#',
      async (content) => {
        const { world, sent } = townWith(content);
        await deliver(world, { event, channel });
        expect(sent.webhooks.map(({ url }) => url)).toEqual([address]);
        expect(JSON.parse(sent.webhooks[0]?.body ?? '')).toMatchObject({ text: 'key rotated: shop/checkout-flags' });
      },
    );

    test('the address of a secret outside rekey/hooks/ is not read', async () => {
      const { world, sent } = town();
      const refused = deliver(world, { event, channel: { ...channel, secret: 'rekey/admin/unleash' } });
      await expect(refused).rejects.toMatchObject({ code: 'refused' });
      expect(sent.secretsRead).toEqual([]);
    });

    test('a local receiver gets it over the wire', async () => {
      let body = '';
      const server = http.createServer((request, response) => {
        request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
        request.on('end', () => response.end('ok'));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { world } = townWith(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/${token}`);
      await deliver(
        { ...world, allowLocal: true, webhooks: new HttpsWebhookSender({ allowLocal: true }) },
        { event, channel },
      );
      server.close();
      expect(JSON.parse(body)).toEqual(slackMessageOf({ event, head: (await world.ledger.key(event.key!.id))! }));
    });

    test('what Slack does not take fails, and the error does not say where it was sent', async () => {
      const server = http.createServer((_request, response) => response.writeHead(404).end('no_service'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { world } = townWith(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/${token}`);
      const local = { ...world, allowLocal: true, webhooks: new HttpsWebhookSender({ allowLocal: true }) };
      const error: unknown = await deliver(local, { event, channel }).catch((thrown: unknown) => thrown);
      server.close();
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(token);
    });
  });
});

describe('slackHookOf', () => {
  const refused = [
    `http://hooks.slack.com/services/T/B/${token}`,
    `https://hooks.slack.com.evil.example/services/T/B/${token}`,
    `https://evil.example/hooks.slack.com/services/T/B/${token}`,
    `https://hooks.slack.com@evil.example/services/T/B/${token}`,
    `https://user:${token}@hooks.slack.com/services/T/B/x`,
    `https://hooks.slack.com:8443/services/T/B/${token}`,
    `https://hooks.slack.com/services/../api/${token}`,
    `https://slack.com/api/chat.postMessage?token=${token}`,
    `http://10.0.0.1/services/${token}`,
    `http://localhost.evil.example/${token}`,
    `{"address": "${address}"}`,
    `{"url": "${address}"`,
    '',
    token,
  ];

  test.each([...refused.entries()])('case %i is refused, and not quoted', (_, content) => {
    const read = () => slackHookOf(new SecretValue(content), { allowLocal: true });
    expect(read).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    expect(read).not.toThrow(new RegExp(token));
  });

  test.each(['http://127.0.0.1:8080/a', 'http://localhost/a', 'http://[::1]:9/a'])(
    '%s is taken locally only',
    (url) => {
      expect(slackHookOf(new SecretValue(url), { allowLocal: true })).toBe(url);
      expect(() => slackHookOf(new SecretValue(url), { allowLocal: false })).toThrow(/holds no incoming webhook/);
    },
  );
});

describe('slackMessageOf', () => {
  const factsOf = (text: string) => {
    const short = text.slice(0, 64) || 'x'; // as long as the ledger takes
    const incident = incidentWith({ source: short, file: short, url: short, rule: short });
    const evidence = { incidentId: incident.incidentId, reason: text, exposure: text };
    return { event: eventOf('Leak Reported', evidence), incident: { ...incident, timeline: [{ at, what: text }] } };
  };
  const textsOf = (text: string) => {
    const { text: summary, blocks } = slackMessageOf(factsOf(text));
    return [summary, ...blocks.map((block) => block.text.text)];
  };

  test('all of it is plain text, and Slack is told to make nothing of it', () => {
    const { blocks, text: _, ...settings } = slackMessageOf(factsOf('a.env'));
    expect(settings).toEqual({
      mrkdwn: false,
      parse: 'none',
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section']);
    expect(new Set(blocks.map(({ text }) => `${text.type} ${text.emoji}`))).toEqual(new Set(['plain_text false']));
  });

  test.each([
    '<!channel> look',
    '<https://evil.example/login|Rekey: sign in>',
    '<@U012AB3CD>',
    'https://evil.example/a?b=c&d=e',
    '&lt;!here&gt;',
    'a\u2028<!everyone>\u202E',
  ])('%j of an attacker is neither mention nor link', (hostile) => {
    const shown = textsOf(hostile).join('\n');
    expect(shown).not.toMatch(/[<>]|:\/\/|evil\.example|[\u2028\u202E]/);
    expect(shown).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(shown).toContain(hostile.includes('U012') ? '&lt;@U012AB3CD&gt;' : 'found by');
  });

  test('what stands there is what was written, once unescaped', () => {
    expect(textsOf('a & b < c').join('\n')).toContain('a &amp; b &lt; c');
  });

  test('whatever the text, Slack takes the message', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('<', '&', '>', '😀', 'a', '\n') }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 400 }), (part, times) => {
        const [summary = '', header = '', ...sections] = textsOf(part.repeat(times));
        for (const shown of [summary, header]) expect(shown.length).toBeLessThanOrEqual(150);
        expect(sections.length).toBeGreaterThan(0);
        expect(sections.length).toBeLessThanOrEqual(49);
        for (const shown of sections) {
          expect(shown.trim()).not.toBe('');
          expect(shown.length).toBeLessThanOrEqual(3000);
          expect(shown).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
      }),
    );
  });

  test('what is too long is cut, and says so', () => {
    const facts = factsOf('a.env');
    const timeline = Array.from({ length: 400 }, () => ({ at, what: '&'.repeat(120) }));
    const { blocks } = slackMessageOf({ ...facts, incident: { ...facts.incident, timeline } });
    expect(blocks).toHaveLength(11);
    expect(blocks.at(-1)?.text.text).toMatch(/^… the rest stands in the ledger/);
  });
});
