import { randomBytes } from 'node:crypto';
import { leakReportRequestSchema } from '../../lib/api/leak-report-request';
import { requestBody } from '../../lib/api/server/request-body';
import { RekeyError } from '../../lib/model/rekey-error';

const contentType = 'application/json';

function refusalOf(body: string): RekeyError {
  try {
    requestBody(leakReportRequestSchema, { body, contentType, holdsValues: true });
  } catch (error) {
    if (error instanceof RekeyError) return error;
  }
  throw new Error('it was not refused');
}

describe('a body that holds values', () => {
  const value = randomBytes(16).toString('hex');

  test.each([
    ['ends too soon', `{"source": "value", "value": "${value}`],
    ['has the value where the source belongs', JSON.stringify({ source: value, exposure: 'public', value })],
    ['has the value where the exposure belongs', JSON.stringify({ source: 'value', exposure: value, value })],
    ['has a field of that name', JSON.stringify({ source: 'value', exposure: 'public', value, [value]: 1 })],
    ['is the value alone', JSON.stringify(value)],
  ])('is not quoted when it %s', (_, body) => {
    const { code, message, problems } = refusalOf(body);

    expect(code).toBe('bad_input');
    expect(JSON.stringify({ message, problems })).not.toContain(value);
  });

  test('is told which of the known fields does not fit', () => {
    const { problems } = refusalOf(JSON.stringify({ source: 'value', exposure: 'loud', value }));
    expect(problems.map(({ field }) => field)).toEqual(['exposure']);
  });
});
