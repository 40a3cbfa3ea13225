import { awsSubject } from './aws-subject';
import { departures } from './departures';
import { memorySubject } from './memory-subject';
import { rules } from './rules';
import type { Rule, Subject } from './subject';
import { note, summary } from './summary';

const makers = { 'the ports in memory': memorySubject, 'the ports on AWS': awsSubject };

describe.each(Object.entries(makers))('%s', (_, make) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await make();
  }, 300_000);
  afterAll(() => subject?.dispose());

  describe.each(Object.entries(rules))('%s', (__, ofKind) => {
    test.each(ofKind.map((rule) => [rule.name, rule] as const))('%s', async (name, rule) => {
      const departure = departures[subject.kind]?.[name];
      const failure = await failureOf(rule, subject);
      const outcome = departure === undefined ? 'kept' : 'departs';
      note(name, subject.name, (failure === undefined) === (departure === undefined) ? outcome : 'FAILED');
      if (departure === undefined && failure !== undefined) throw failure;
      // An endpoint that follows AWS by now: take the row out of departures.ts.
      expect(failure !== undefined).toBe(departure !== undefined);
    });
  });
});

test('every departure names a rule', () => {
  const names = Object.values(rules).flatMap((ofKind) => ofKind.map((rule) => rule.name));
  expect(new Set(names).size).toBe(names.length);
  for (const ofKind of Object.values(departures)) expect(names).toEqual(expect.arrayContaining(Object.keys(ofKind)));
});

afterAll(() => {
  process.stdout.write(`\n${summary()}\n\n`);
});

async function failureOf(rule: Rule, subject: Subject): Promise<unknown> {
  try {
    await rule.holds(subject);
    return undefined;
  } catch (error) {
    return error;
  }
}
