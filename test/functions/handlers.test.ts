import { randomBytes } from 'node:crypto';
import type { Context, SQSRecord } from 'aws-lambda';
import { eachRecord } from '../../functions/wiring/each-record';
import { invoked } from '../../functions/wiring/invoked';
import { once } from '../../functions/wiring/once';
import { RekeyError } from '../../lib/model/rekey-error';

const context = { functionName: 'sweep' } as Context;
const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;

let lines: string[];
beforeEach(() => {
  lines = [];
  // Powertools writes to a console of its own, which ends in these streams.
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  }
});
afterEach(() => jest.restoreAllMocks());

describe('a handler of a queue', () => {
  test('gives back the record that failed and no other', async () => {
    const seen: string[] = [];
    const handle = eachRecord(async (body) => {
      if (body === 'poison') throw new Error('no');
      seen.push(body);
      return {};
    });

    const answer = await handle({ Records: [record('1', 'a'), record('2', 'poison'), record('3', 'b')] }, context);

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(seen).toEqual(['a', 'b']);
  });

  test('carries out a batch at once where it is told to, and gives back the one that failed', async () => {
    let underWay = 0;
    let most = 0;
    const handle = eachRecord(
      async (body) => {
        most = Math.max(most, ++underWay);
        await new Promise((goOn) => setImmediate(goOn));
        underWay -= 1;
        if (body === 'poison') throw new Error('no');
        return {};
      },
      { order: 'at once' },
    );

    const answer = await handle({ Records: [record('1', 'a'), record('2', 'poison'), record('3', 'b')] }, context);

    expect(most).toBe(3);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  test('hands a record that failed to whoever sees to its next delivery, and no other', async () => {
    const failed: string[] = [];
    const handle = eachRecord(
      async (body) => {
        if (body === 'poison') throw new Error('no');
        return {};
      },
      { onFailure: async ({ messageId }) => void failed.push(messageId) },
    );

    await handle({ Records: [record('1', 'a'), record('2', 'poison')] }, context);

    expect(failed).toEqual(['2']);
  });

  test('logs a line for each record: what was done, and how long it took', async () => {
    const handle = eachRecord(async (body) => ({ key: body }));

    await handle({ Records: [record('1', 'ci/publish'), record('2', 'ci/deploy')] }, context);

    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged).toMatchObject([
      { message: 'message done', messageId: '1', key: 'ci/publish', ms: expect.any(Number) },
      { message: 'message done', messageId: '2', key: 'ci/deploy', ms: expect.any(Number) },
    ]);
  });

  test('logs neither the body nor the message of an error that is not ours', async () => {
    const canary = randomBytes(16).toString('hex');
    const handle = eachRecord(async (body) => {
      throw new SyntaxError(`unexpected token in ${body}`);
    });

    await handle({ Records: [record('1', canary)] }, context);

    expect(lines.join('')).toContain('SyntaxError');
    expect(lines.join('')).not.toContain(canary);
  });
});

describe('an invocation that fails', () => {
  test('throws what we wrote, since the runtime prints whatever is thrown', async () => {
    const canary = randomBytes(16).toString('hex');
    const handle = invoked(async () => {
      throw new TypeError(`cannot read ${canary}`);
    });

    const thrown = await handle(undefined, context).catch((error: unknown) => error);

    expect(thrown).toMatchObject({ code: 'internal', message: 'invocation failed: TypeError' });
    expect(lines.join('')).not.toContain(canary);
  });

  test('keeps the reason of an error of ours', async () => {
    const handle = invoked(async () => {
      throw new RekeyError('misconfigured', 'REKEY_TABLE is missing');
    });

    await expect(handle(undefined, context)).rejects.toThrow('invocation failed: REKEY_TABLE is missing');
  });
});

describe('a cold start', () => {
  test('happens once', async () => {
    let made = 0;
    const start = once(async () => ++made);

    await Promise.all([start(), start()]);

    expect(await start()).toBe(1);
  });

  test('that failed happens again', async () => {
    let made = 0;
    const start = once(async () => {
      made += 1;
      if (made === 1) throw new Error('throttled');
      return made;
    });

    await expect(start()).rejects.toThrow('throttled');

    expect(await start()).toBe(2);
  });
});
