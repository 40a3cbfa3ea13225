import fc from 'fast-check';
import { parseManifest } from '../../../lib/model/manifest/manifest-input';
import { manifestSchema } from '../../../lib/model/manifest/manifest';
import { modeOf } from '../../../lib/model/manifest/mode-of';

const key = (changes: Record<string, unknown> = {}) => ({
  owner: 'ana@example.com',
  purpose: 'reads flags',
  issuer: 'unleash',
  secret: { name: 'shop/flags', field: 'token' },
  grant: [{ allow: { type: 'client' }, because: 'reads flags at start' }],
  consumers: [{ name: 'web', refresh: '5m' }],
  maxAge: '30d',
  overlap: '25h',
  expiry: 'revoke',
  ...changes,
});
const manifestOf = (changes: Record<string, unknown>) => {
  const parsed = parseManifest(key(changes));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
};
const fieldsOf = (changes: Record<string, unknown>) => {
  const parsed = parseManifest(key(changes));
  return 'problems' in parsed ? parsed.problems.map((problem) => problem.field) : [];
};

describe('parseManifest', () => {
  test('fills in what may be left out', () => {
    expect(manifestSchema.parse(manifestOf({}))).toEqual({
      owner: 'ana@example.com',
      deputies: [],
      purpose: 'reads flags',
      issuer: 'unleash',
      secret: { name: 'shop/flags', format: 'json', field: 'token' },
      grant: [{ allow: { type: 'client' }, because: 'reads flags at start' }],
      unrestricted: false,
      consumers: [{ name: 'web', delaySeconds: 300 }],
      maxAgeSeconds: 2_592_000,
      overlapSeconds: 90_000,
      expiry: 'revoke',
      leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
      notify: [],
    });
  });

  test('adds refresh and maxRun', () => {
    const consumers = [{ name: 'job', refresh: '5m', maxRun: '45m' }];
    expect(manifestOf({ consumers }).consumers).toEqual([{ name: 'job', delaySeconds: 3000 }]);
  });

  test('makes the overlap after a leak twice the slowest consumer when none is chosen', () => {
    const consumers = [
      { name: 'web', refresh: '1m' },
      { name: 'batch', onDeploy: '2h' },
    ];
    expect(manifestOf({ consumers }).leak.overlapSeconds).toBe(14_400);
  });

  test.each([
    ['says nothing of its delay', { name: 'a' }],
    ['says refresh and onDeploy', { name: 'a', refresh: '1m', onDeploy: '1d' }],
    ['says maxRun and onDeploy', { name: 'a', maxRun: '1m', onDeploy: '1d' }],
    ['says maxRun alone', { name: 'a', maxRun: '1m' }],
  ])('refuses a consumer that %s', (_, consumer) => {
    expect(fieldsOf({ consumers: [consumer] })).toEqual(['consumers[0]']);
  });

  test('refuses a field in a text secret', () => {
    expect(fieldsOf({ secret: { name: 'a', format: 'text', field: 'token' } })).toEqual(['secret.field']);
  });

  test('refuses entries beside "unrestricted: true"', () => {
    expect(fieldsOf({ unrestricted: true })).toEqual(['grant']);
  });

  test.each(['ftp://example.com', 'https://user:pass@example.com/', 'example.com', 'https://'])(
    'refuses the webhook %s',
    (webhook) => {
      expect(fieldsOf({ notify: [{ webhook, secret: 'rekey/hooks/a' }] })).toEqual(['notify[0].webhook']);
    },
  );

  test('refuses a webhook secret outside rekey/hooks/', () => {
    expect(fieldsOf({ notify: [{ webhook: 'https://example.com/', secret: 'rekey/admin/a' }] })).toEqual([
      'notify[0].secret',
    ]);
  });

  test.each([
    [{}, 'notify[0]'],
    [{ webhook: 'https://example.com/' }, 'notify[0]'],
    [{ secret: 'rekey/hooks/a' }, 'notify[0]'],
    [{ slack: 'rekey/admin/a' }, 'notify[0].slack'],
    [{ slack: 'https://hooks.slack.com/services/' }, 'notify[0].slack'],
    [{ slack: 'rekey/hooks/a', secret: 'rekey/hooks/a' }, 'notify[0].secret'],
    [{ slack: 'rekey/hooks/a', webhook: 'https://example.com/' }, 'notify[0].webhook'],
  ])('refuses the channel %j', (channel, field) => {
    expect(fieldsOf({ notify: [channel] })).toEqual([field]);
  });

  test('takes webhooks and Slack channels', () => {
    const notify = [{ slack: 'rekey/hooks/slack' }, { webhook: 'https://example.com/', secret: 'rekey/hooks/a' }];
    expect(manifestSchema.parse(manifestOf({ notify })).notify).toEqual(notify);
  });

  test('refuses names that are more than one line', () => {
    expect(fieldsOf({ owner: 'ana\r\nBcc: eve', purpose: ' ' })).toEqual(['owner', 'purpose']);
  });

  test('names the inner field nearest to an unknown one', () => {
    expect(parseManifest(key({ secret: { name: 'a', feild: 'token' } }))).toEqual({
      problems: [{ field: 'secret.feild', message: expect.stringContaining('"field"') }],
    });
  });

  test('gives every right declaration a manifest that the engine takes, and every input an answer', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(key()), 'leak', 'notify', 'x'), fc.jsonValue()),
        (changes) => {
          const parsed = parseManifest({ ...key(), ...changes });
          const right =
            'problems' in parsed ? parsed.problems.length > 0 : manifestSchema.safeParse(parsed.manifest).success;
          expect(right).toBe(true);
        },
      ),
    );
    fc.assert(fc.property(fc.anything(), (input) => void parseManifest(input)));
  });
});

describe('parseManifest of an existing credential', () => {
  test('takes whatever the secret holds, or one credential only', () => {
    expect(manifestOf({ adopt: 'current' }).adopt).toBe('current');
    expect(manifestOf({ adopt: { issuerKeyId: 'AKIA1' } }).adopt).toEqual({ issuerKeyId: 'AKIA1' });
  });

  test('observes it unless it is to be enforced', () => {
    expect(modeOf(manifestOf({ adopt: 'current' }))).toBe('observe');
    expect(modeOf(manifestOf({ adopt: 'current', mode: 'enforce' }))).toBe('enforce');
    expect(modeOf(manifestOf({}))).toBe('enforce');
  });

  test.each([
    ['what is neither', { adopt: 'previous' }, ['adopt']],
    ['an id that is missing', { adopt: {} }, ['adopt']],
    ['another mode', { mode: 'watch' }, ['mode']],
    ['leaks of an enforced key that are not contained', { contain: false }, ['contain']],
  ])('refuses %s', (_, changes, fields) => {
    expect(fieldsOf(changes)).toEqual(fields);
  });
});
