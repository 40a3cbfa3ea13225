import fc from 'fast-check';
import { readSecretChange } from '../../../lib/aws/secrets/read-secret-change';
import { RekeyError } from '../../../lib/model/rekey-error';

const arn = 'arn:aws:secretsmanager:us-west-2:012345678901:secret:mySecret-a1b2c3';

/** As https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html shows it. */
const labelUpdated = (label: string) => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Secret Label Updated',
  source: 'aws.secretsmanager',
  resources: [arn],
  detail: { name: 'mySecret', labelUpdated: label, versionId: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111' },
});
const call = (detail: object, kind = 'AWS API Call via CloudTrail') => ({
  source: 'aws.secretsmanager',
  'detail-type': kind,
  resources: [],
  detail: { eventSource: 'secretsmanager.amazonaws.com', ...detail },
});
const read = (event: object) => readSecretChange(JSON.stringify(event));

describe('readSecretChange', () => {
  test.each([
    ['a move of AWSCURRENT', labelUpdated('AWSCURRENT'), { arn, movedTo: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111' }],
    ['a label that nobody reads by', labelUpdated('AWSPENDING'), undefined],
    ['a deletion', call({ eventName: 'DeleteSecret', requestParameters: { secretId: arn } }), { arn }],
    [
      'a deletion by name, answered with the ARN',
      call({ requestParameters: { secretId: 'mySecret' }, responseElements: { aRN: arn } }),
      { arn },
    ],
    [
      'a deletion by name alone',
      call({ requestParameters: { secretId: 'mySecret' }, responseElements: null }),
      undefined,
    ],
    [
      'a move by a call',
      call({ requestParameters: { secretId: arn, versionStage: 'AWSCURRENT', moveToVersionId: 'v' } }),
      { arn, movedTo: 'v' },
    ],
    [
      'a removal of the label by a call',
      call({ requestParameters: { secretId: arn, versionStage: 'AWSCURRENT', removeFromVersionId: 'v' } }),
      { arn },
    ],
    [
      'what the service does by itself',
      call({ requestParameters: null, additionalEventData: { SecretId: arn } }, 'AWS Service Event via CloudTrail'),
      { arn },
    ],
  ])('%s', (_, event, expected) => {
    expect(read(event)).toEqual(expected);
  });

  test('anything else is refused, and not quoted', () => {
    for (const body of ['', '{', '[]', JSON.stringify({ ...labelUpdated('AWSCURRENT'), source: 'canary' })]) {
      expect(() => readSecretChange(body)).toThrow(expect.objectContaining({ code: 'bad_input' }));
    }
    expect(() => read({ source: 'canary' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    );
  });

  test('arbitrary text never breaks it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        let thrown: unknown;
        try {
          readSecretChange(body);
        } catch (error) {
          thrown = error;
        }
        expect(thrown === undefined || thrown instanceof RekeyError).toBe(true);
      }),
    );
  });
});
