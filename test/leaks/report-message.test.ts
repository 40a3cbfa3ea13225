import { reportIdOf } from '../../lib/model/leaks/report-id-of';
import { readReportMessage } from '../../lib/leaks/report-message';

const eventArn = 'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/AWS_RISK_CREDENTIALS_EXPOSED-1';
const accessKeyId = (n: number) => `AKIA${String(n).padStart(16, '0')}`;
const [one, two] = [accessKeyId(1), accessKeyId(2)];

function event(detail: object = {}, rest: object = {}) {
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'AWS Health Event',
    source: 'aws.health',
    account: '111122223333',
    time: '2026-11-23T20:20:00Z',
    region: 'us-east-1',
    resources: [one],
    detail: {
      eventArn,
      service: 'RISK',
      eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED',
      eventTypeCategory: 'issue',
      startTime: 'Mon, 23 Nov 2026 20:19:00 GMT',
      eventDescription: [{ language: 'en_US', latestDescription: 'exposed' }],
      affectedEntities: [{ entityValue: one }],
      ...detail,
    },
    ...rest,
  };
}

const read = (message: object) => readReportMessage(JSON.stringify(message));

describe('a credential-exposure event of AWS Health', () => {
  test('in the shape of 2016 names its access key', () => {
    expect(read(event())).toEqual({
      kind: 'health',
      exposure: {
        reportId: reportIdOf('aws-health', eventArn),
        actor: 'aws-health',
        ids: [one],
        sighting: { source: 'aws-health', rule: 'AWS_RISK_CREDENTIALS_EXPOSED' },
      },
    });
  });

  test('in the shape of 2025 names it twice, and where it was exposed', () => {
    const message = read(
      event({
        eventScopeCode: 'ACCOUNT_SPECIFIC',
        statusCode: 'open',
        page: '1',
        totalPages: '1',
        affectedAccount: '111122223333',
        eventMetadata: {
          accountId: '111122223333',
          publicKey: one,
          userName: 'ci',
          exposedUrl: 'https://git.example/\u202ea',
        },
      }),
    );
    expect(message).toMatchObject({ exposure: { ids: [one], sighting: { url: 'https://git.example/a' } } });
  });

  test('whose entities are missing is read by its metadata', () => {
    expect(read(event({ affectedEntities: undefined, eventMetadata: { publicKey: two } }))).toMatchObject({
      exposure: { ids: [two] },
    });
  });

  test('in several pages and from several regions has one report id', () => {
    const messages = [
      event(),
      event({ page: '2', affectedEntities: [{ entityValue: two }] }),
      event({}, { region: 'us-west-2' }),
    ];
    const exposures = messages.map((message) => read(message));
    expect(new Set(exposures.map((each) => each.kind === 'health' && each.exposure.reportId)).size).toBe(1);
  });

  test('names nothing that is no id', () => {
    const affectedEntities = [{ entityValue: 'arn:aws:iam::111122223333:user/ci' }, { entityValue: 'ci' }, {}];
    expect(read(event({ affectedEntities }))).toMatchObject({ exposure: { ids: [] } });
  });
});

describe('a message that is nothing of ours', () => {
  test.each([
    ['another service', JSON.stringify(event({ service: 'EC2' }))],
    ['another code', JSON.stringify(event({ eventTypeCode: 'AWS_RISK_SOMETHING' }))],
    ['another sender', JSON.stringify(event({}, { source: 'my.health' }))],
    ['no JSON', '{"secret'],
    ['nothing', '{}'],
  ])('such as one of %s is refused, and not quoted', (_, body) => {
    expect(() => readReportMessage(body)).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.not.stringContaining('secret') }),
    );
  });
});
