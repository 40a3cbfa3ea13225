import { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { SsmParameters } from '../../lib/aws/ssm-parameters';

const client = new SSMClient({ region: 'us-east-1' });
// The service itself, as its API reference says it answers; no endpoint is asked.
const service = mockClient(client);
const parameters = new SsmParameters(client);

/** An error as the service names it. */
function refusal(name: string): Error {
  return Object.assign(new Error('quotes the request'), { name });
}

beforeEach(() => service.reset());

describe('parameters below a path', () => {
  test('are read to the last page, ten at a time, however deep they are', async () => {
    service
      .on(GetParametersByPathCommand, { Path: '/rekey/R/issuers', Recursive: true, MaxResults: 10 })
      .resolves({ Parameters: [{ Name: '/rekey/R/issuers/a', Value: '1' }], NextToken: 'more' })
      .on(GetParametersByPathCommand, { Path: '/rekey/R/issuers', NextToken: 'more' })
      .resolves({ Parameters: [{ Name: '/rekey/R/issuers/b/1f', Value: '2' }] });

    expect([...(await parameters.below('/rekey/R/issuers'))]).toEqual([
      ['a', '1'],
      ['b/1f', '2'],
    ]);
  });

  test.each([
    ['AccessDeniedException', 'misconfigured'],
    ['ThrottlingException', 'unavailable'],
  ])('that are refused with %s are %s, with the path', async (name, code) => {
    service.on(GetParametersByPathCommand).rejects(refusal(name));

    await expect(parameters.below('/rekey/R/issuers')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('/rekey/R/issuers'),
    });
  });
});

describe('one parameter', () => {
  test('is read by its name', async () => {
    service.on(GetParameterCommand, { Name: '/rekey/R/issuers/a' }).resolves({ Parameter: { Value: '1' } });

    expect(await parameters.read('/rekey/R/issuers/a')).toBe('1');
  });

  test('that does not exist is a configuration error, with its name', async () => {
    service.on(GetParameterCommand).rejects(refusal('ParameterNotFound'));

    await expect(parameters.read('/rekey/R/issuers/a')).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('/rekey/R/issuers/a'),
    });
  });
});
