import { installationItems, transitionItems } from '../../../lib/aws/dynamo/transition-items';
import type { Installation } from '../../../lib/model/ledger/installation';
import type { Fingerprint } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import {
  follow,
  issuer,
  noon,
  registration,
  sampleAttempt,
  sampleIncident,
  sampleVersion,
  versionIdOf,
} from '../../contract/samples';

const { head } = registration('ci/publish');
const versionId = versionIdOf('v');
const absent = { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

describe('transitionItems', () => {
  describe('when a key is registered', () => {
    test('the head must be absent, and stands in the indexes owner and all', () => {
      const first = registration('ci/publish');
      expect(transitionItems('T', first)).toEqual([
        {
          Put: {
            TableName: 'T',
            Item: {
              ...first.head,
              pk: 'KEY#ci/publish',
              sk: 'KEY',
              ownerPk: 'OWNER#ana-ci/publish@example.com',
              ownerSk: 'ci/publish',
              allPk: expect.stringMatching(/^KEYS#[0-3]$/),
              allSk: 'ci/publish',
            },
            ...absent,
          },
        },
        {
          Put: { TableName: 'T', Item: { ...first.entry, pk: 'KEY#ci/publish', sk: 'ENTRY#000000000001' }, ...absent },
        },
      ]);
    });
  });

  describe('when everything changes at once', () => {
    const change = follow(head, { due: { at: noon, kind: 'rotate' } }, { sequence: 1, fence: 7 });
    const incident = sampleIncident(head.keyId, versionId);
    const fingerprint = `k#raw#${'a'.repeat(64)}` as Fingerprint;
    const items = transitionItems('T', {
      ...change,
      publish: true,
      secretArn: 'arn:x',
      versions: [sampleVersion(head.keyId, versionId, { due: { at: noon, kind: 'retire' } })],
      attempts: [sampleAttempt(head.keyId, versionId)],
      incidents: [incident],
      endedAttempts: [versionIdOf('old')],
      fingerprints: [{ fingerprint, versionId }],
      publicIds: [{ issuer, id: 'AK1', versionId }],
    });
    const pk = 'KEY#ci/publish';
    const due = (kind: string, id: string, at = noon) => ({
      duePk: expect.stringMatching(/^DUE#[0-3]$/),
      dueSk: `${at}#${kind}#${id}`,
    });

    test('the head is conditioned on sequence and fence, and gives back what stands there', () => {
      expect(items[0]?.Put).toMatchObject({
        Item: { pk, sk: 'KEY', ...due('rotate', ''), dueIssuer: 'unleash' },
        ConditionExpression: '#sequence = :sequence AND #fence = :fence',
        ExpressionAttributeNames: { '#sequence': 'sequence', '#fence': 'fence' },
        ExpressionAttributeValues: { ':sequence': 1, ':fence': 7 },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    });

    test('the entry must be absent, and is due for publishing a minute later', () => {
      expect(items[1]).toEqual({
        Put: {
          TableName: 'T',
          Item: { ...change.entry, pk, sk: 'ENTRY#000000000002', ...due('publish', '2', plusSeconds(noon, 60)) },
          ...absent,
        },
      });
    });

    test('the secret must be nobody else’s', () => {
      expect(items[2]).toEqual({
        Put: {
          TableName: 'T',
          Item: { pk: 'SECRET#arn:x', sk: 'SECRET', keyId: 'ci/publish' },
          ConditionExpression: 'attribute_not_exists(pk) OR keyId = :keyId',
          ExpressionAttributeValues: { ':keyId': 'ci/publish' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      });
    });

    test('the other items follow, without conditions', () => {
      const once = 'SET keyId = if_not_exists(keyId, :keyId), versionId = if_not_exists(versionId, :versionId)';
      const values = { ':keyId': 'ci/publish', ':versionId': versionId };
      const keep = (key: object) => ({
        Update: { TableName: 'T', Key: key, UpdateExpression: once, ExpressionAttributeValues: values },
      });
      const version = sampleVersion(head.keyId, versionId, { due: { at: noon, kind: 'retire' } });
      const attempt = sampleAttempt(head.keyId, versionId);
      const put = (Item: object) => ({ Put: { TableName: 'T', Item } });
      const dueIssuer = 'unleash';
      expect(items.slice(3)).toEqual([
        put({ ...version, pk, sk: `VERSION#${versionId}`, ...due('retire', versionId), dueIssuer }),
        put({ ...attempt, pk, sk: `ATTEMPT#${versionId}`, ...due('search', versionId), dueIssuer }),
        put({
          ...incident,
          pk,
          sk: `INCIDENT#ci/publish:${versionId}`,
          allPk: 'INCIDENTS#2026-11',
          allSk: `${noon}#ci/publish:${versionId}`,
        }),
        { Delete: { TableName: 'T', Key: { pk, sk: `ATTEMPT#${versionIdOf('old')}` } } },
        keep({ pk: `FP#${fingerprint}`, sk: 'FP' }),
        keep({ pk: 'PUBLIC#unleash#AK1', sk: 'PUBLIC' }),
      ]);
    });
  });
});

describe('installationItems', () => {
  test('what is recorded once leaves a mark that must be absent', () => {
    const { entry } = follow(head);
    const installation = { sequence: 2, headHash: entry.hash } as Installation;
    const items = installationItems('T', { expectedSequence: 1, installation, entry, publish: false, once: 'x' });
    expect(items).toHaveLength(3);
    expect(items[0]?.Put).toMatchObject({
      Item: { pk: 'INSTALLATION', sk: 'INSTALLATION', sequence: 2 },
      ConditionExpression: '#sequence = :sequence',
      ExpressionAttributeValues: { ':sequence': 1 },
    });
    expect(items[2]).toEqual({ Put: { TableName: 'T', Item: { pk: 'INSTALLATION', sk: 'ONCE#x' }, ...absent } });
  });
});
