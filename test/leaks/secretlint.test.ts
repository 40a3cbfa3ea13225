import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { secretlint } from '../../lib/leaks/secretlint';
import { RekeyError } from '../../lib/model/rekey-error';
import { acmeToken, reporter, secretlintReport } from './intake';

const read = (report: unknown, limit = 1000) =>
  secretlint.read({ source: 'secretlint', exposure: 'unknown', actor: reporter, report }, limit);

const refusal = (report: unknown): unknown => {
  try {
    return read(report);
  } catch (error) {
    return error;
  }
};

describe('secretlint', () => {
  describe('when the report is masked', () => {
    test('the value is cut out of the content', () => {
      const token = acmeToken();
      const report = secretlintReport(`one\ntoken = "${token}" // 🙈`, [token]);
      const [candidate] = read(report);
      expect(candidate?.value.reveal()).toBe(token);
      expect(candidate?.sighting).toEqual({
        file: 'src/config.ts',
        line: 2,
        rule: '@secretlint/secretlint-rule-pattern',
      });
    });
  });

  describe('when there are several files', () => {
    test('each finding keeps its own file', () => {
      const [a, b] = [acmeToken(), acmeToken()];
      const report = [...secretlintReport(a, [a], 'a.txt'), ...secretlintReport(b, [b], 'b.txt')];
      expect(read(report).map(({ value, sighting }) => [value.reveal(), sighting.file])).toEqual([
        [a, 'a.txt'],
        [b, 'b.txt'],
      ]);
    });
  });

  describe('when it is still text', () => {
    test('it is parsed', () => {
      const token = acmeToken();
      expect(read(JSON.stringify(secretlintReport(token, [token])))[0]?.value.reveal()).toBe(token);
    });
  });

  describe('when fields are there that we do not know', () => {
    test('they are ignored', () => {
      const token = acmeToken();
      const report = secretlintReport(token, [token]).map((file) => ({ ...file, next: { version: 13 } }));
      expect(read(report)).toHaveLength(1);
    });
  });

  describe('when a rule reports a whole file', () => {
    test('there is nothing to look up', () => {
      const [file] = secretlintReport('', ['']);
      expect(read([{ ...file, sourceContent: undefined }])).toEqual([]);
    });
  });

  describe('when it is not what it claims', () => {
    const token = acmeToken();
    const [file] = secretlintReport(`x ${token}`, [token]);
    const withRange = (range: unknown) => [{ ...file, messages: [{ ...file?.messages[0], range }] }];
    test.each([
      ['report', 'no json {'],
      ['report', { runs: [] }],
      ['report', undefined],
      ['report[1].filePath', [file, { messages: [] }]],
      ['report[0].messages', [{ ...file, messages: token }]],
      ['report[0].messages[0].range', withRange([2])],
      ['report[0].messages[0].range[0]', withRange([token, 3])],
      ['report[0].messages[0].range', withRange([2, 10_000])],
      ['report[0].messages[0].range', withRange([9, 2])],
      ['report[0].messages[0].range', [{ ...file, sourceContent: undefined }]],
    ])('%s is named, and nothing quoted', (field, report) => {
      const error = refusal(report);
      expect(error).toMatchObject({ code: 'bad_input', problems: [{ field }] });
      expect(inspect(error)).not.toContain(token);
    });
  });

  describe('when it is anything at all', () => {
    test('it gives candidates, or is refused as bad input', () => {
      const shaped = fc.array(
        fc.record(
          {
            filePath: fc.string({ unit: 'binary' }),
            sourceContent: fc.string({ unit: 'binary' }),
            messages: fc.array(fc.record({ range: fc.tuple(fc.integer(), fc.integer()), ruleId: fc.string() })),
          },
          { requiredKeys: ['filePath', 'messages'] },
        ),
      );
      const bytes = fc.uint8Array().map((data) => Buffer.from(data).toString('latin1'));
      fc.assert(
        fc.property(fc.oneof(fc.anything(), fc.json(), bytes, shaped), (report) => {
          const outcome = refusal(report);
          expect(Array.isArray(outcome) || (outcome as RekeyError).code === 'bad_input').toBe(true);
        }),
      );
    });
  });
});
