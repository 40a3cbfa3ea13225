import fc from 'fast-check';
import { readLetter } from '../../functions/wiring/read-letter';
import { deadLetterQueueSchema, redriveOf } from '../../lib/model/work/dead-letter-queue';

const at = '2026-11-23T12:00:00.000Z';
const version = '0'.repeat(32);
const report = {
  reportId: 'r1',
  acceptedAt: at,
  actor: 'ana',
  source: 'canary-source',
  possession: true,
  exposure: 'private',
  findings: [{ candidates: [`mac#raw#${'a'.repeat(64)}`], sighting: { source: 'canary-source', file: 'canary-file' } }],
};
const hint = {
  kind: 'github-alert',
  reportId: 'r2',
  acceptedAt: at,
  owner: 'acme',
  repository: 'app',
  alert: 7,
  action: 'created',
};
const health = {
  source: 'aws.health',
  'detail-type': 'AWS Health Event',
  detail: {
    service: 'RISK',
    eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED',
    eventArn: 'arn:aws:health:us-east-1::event/RISK/1',
    affectedEntities: [{ entityValue: 'AKIAIOSFODNN7EXAMPLE' }],
  },
};
const event = {
  version: '1',
  id: 'shop/a#1',
  type: 'Key Rotated',
  at,
  installation: '0123456789ab',
  account: '123456789012',
  region: 'eu-west-1',
  key: { id: 'shop/a', owner: 'ana', deputies: [], issuer: 'unleash' },
  entry: { sequence: 1, type: 'version-promoted', actor: 'rekey:worker', evidence: {}, hash: 'h' },
};
const labelUpdated = {
  source: 'aws.secretsmanager',
  'detail-type': 'Secret Label Updated',
  resources: ['arn:aws:secretsmanager:us-west-2:012345678901:secret:mySecret-a1b2c3'],
  detail: { name: 'mySecret', labelUpdated: 'AWSCURRENT', versionId: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111' },
};
const delivery = {
  event,
  channel: { kind: 'webhook', url: 'https://canary-address.example', secret: 'rekey/hooks/a' },
};
const contain = { kind: 'contain', keyId: 'shop/a', incidentId: `shop/a:${version}`, dueAt: at };

const stackRequest = {
  requestId: 'r3',
  answerTo: 'https://canary-address.example',
  registration: {
    wish: 'declare',
    key: 'shop/a',
    manifest: '{"purpose":"canary-text"}',
    stackId: 'canary-stack',
    resource: 'Flags',
    acceptedAt: at,
    until: at,
    applied: false,
  },
};

describe('a dead letter', () => {
  test.each([
    [
      'rotations.unleash',
      { kind: 'retire', keyId: 'shop/a', versionId: version, dueAt: at },
      { what: 'retire', key: 'shop/a' },
    ],
    ['containments.unleash', contain, { what: 'contain', key: 'shop/a' }],
    ['reports', report, { what: `report of 1 findings, accepted ${at}` }],
    ['reports', hint, { what: `word of github-alert 7, accepted ${at}` }],
    ['undelivered-health-events', health, { what: 'exposure of 1 credentials, says AWS Health' }],
    ['messages', delivery, { what: '"Key Rotated" by webhook', key: 'shop/a' }],
    ['messages', { source: 'rekey', detail: event }, { what: '"Key Rotated" for every channel', key: 'shop/a' }],
    [
      'undelivered-events',
      { source: 'rekey', detail: event },
      { what: '"Key Rotated" for every channel', key: 'shop/a' },
    ],
    ['changes', labelUpdated, { what: `a look at the key of ${labelUpdated.resources[0]}` }],
    ['registrations', stackRequest, { what: `declare, asked by a stack at ${at}`, key: 'shop/a' }],
    ['sweep', { source: 'aws.events', 'detail-type': 'Scheduled Event' }, { what: 'not started' }],
    ['sweep', { requestContext: { condition: 'RetriesExhausted' } }, { what: 'failed: RetriesExhausted' }],
    ['stream', { requestContext: { condition: 'a "text"' } }, { what: 'failed: for an unknown reason' }],
  ])('of %s is told by what it asks for: %j', (queue, letter, content) => {
    const read = readLetter(deadLetterQueueSchema.parse(queue), JSON.stringify(letter));
    expect(read).toEqual(content);
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  test.each([
    ['rotations.unleash', report],
    ['reports', contain],
    ['messages', health],
    ['registrations', { requestContext: { condition: 'RetriesExhausted' } }],
    ['undelivered-events', { source: 'somebody', detail: event }],
    ['sweep', event],
  ])('of %s that belongs elsewhere is not understood', (queue, letter) => {
    expect(readLetter(deadLetterQueueSchema.parse(queue), JSON.stringify(letter))).toBeUndefined();
  });

  test('of any text is read or not, and never fails', () => {
    const queues = Object.keys(redriveOf).map((kind) =>
      deadLetterQueueSchema.parse(['rotations', 'containments'].includes(kind) ? `${kind}.unleash` : kind),
    );
    const texts = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(fc.constantFrom(...queues), texts, (queue, text) => {
        const read = readLetter(queue, text);
        expect(read === undefined || typeof read.what === 'string').toBe(true);
      }),
    );
  });
});

describe('the name of a dead-letter queue', () => {
  test.each([
    '',
    'reports.unleash',
    'rotations',
    'rotations.',
    'rotations.UP',
    'rotations.a.b',
    'constructor',
    'toString',
  ])('is not %j', (name) => expect(deadLetterQueueSchema.safeParse(name).success).toBe(false));
});
