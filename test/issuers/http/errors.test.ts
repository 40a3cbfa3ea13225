import type { HttpOutcome } from '../../../lib/issuers/http/send-once';
import { SecretValue } from '../../../lib/model/secret-value';
import type { IssuerError, IssuerErrorKind } from '../../../lib/ports/issuer-error';
import { answered, freshValue, recordedWorld } from '../recorded-world';

const unsent: HttpOutcome = { kind: 'unsent', reason: 'ECONNREFUSED' };
const unanswered: HttpOutcome = { kind: 'unanswered', reason: 'TIMEOUT' };
const tooLarge: HttpOutcome = { kind: 'answered', status: 201, body: { kind: 'too_large' } };
const broken: HttpOutcome = { kind: 'answered', status: 201, body: { kind: 'broken', reason: 'CLOSED' } };
const request = { label: 'rekey-label', grant: { scopes: ['a'] } };

describe('a mint', () => {
  it.each<[string, HttpOutcome, IssuerErrorKind]>([
    ['that never left', unsent, 'unavailable'],
    ['without an answer', unanswered, 'ambiguous'],
    ['answered 500', answered(500), 'ambiguous'],
    ['answered 503', answered(503), 'ambiguous'],
    ['answered 504 by something between', answered(504, '<html>'), 'ambiguous'],
    ['answered 202', answered(202, {}), 'ambiguous'],
    ['answered 201 without a value', answered(201, { id: '1', label: 'rekey-label' }), 'ambiguous'],
    ['answered 201 with an empty value', answered(201, { id: '1', token: '' }), 'ambiguous'],
    ['answered 201 without an id', answered(201, { token: 't' }), 'ambiguous'],
    ['answered 201 with no JSON', answered(201, 'made'), 'ambiguous'],
    ['answered 201 with too much', tooLarge, 'ambiguous'],
    ['answered 201 and cut off', broken, 'ambiguous'],
    ['answered 400', answered(400), 'invalid_grant'],
    ['answered 422', answered(422), 'invalid_grant'],
    ['answered 401', answered(401), 'rejected'],
    ['answered 403', answered(403, { error: 'forbidden' }), 'forbidden'],
    ['answered 403 that means that it is full', answered(403, { error: 'limit_reached' }), 'quota'],
    ['answered 429', answered(429), 'throttled'],
    ['answered with a redirect', answered(307), 'fatal'],
  ])('%s', async (_, outcome, kind) => {
    const { issuer, sent } = recordedWorld([outcome]);
    await expect(issuer.mint(request)).rejects.toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });
});

describe('Unleash', () => {
  const grant = { type: 'client', environment: 'production', projects: ['*'] };

  it.each<[string, IssuerErrorKind]>([
    ['ExceedsLimitError', 'quota'],
    ['BadDataError', 'invalid_grant'],
  ])('that answers 400 with %s', async (name, kind) => {
    const { issuer } = recordedWorld([answered(400, { name })], { kind: 'unleash' });
    await expect(issuer.mint({ label: 'rekey-label', grant })).rejects.toMatchObject({ kind });
  });
});

describe('what is no mint', () => {
  it.each<[string, HttpOutcome, IssuerErrorKind]>([
    ['never left', unsent, 'unavailable'],
    ['had no answer', unanswered, 'unavailable'],
    ['answered 500', answered(500), 'unavailable'],
    ['answered 302', answered(302), 'fatal'],
    ['answered 404 where that means nothing', answered(404), 'not_found'],
    ['answered with no list', answered(200, { tokens: null }), 'fatal'],
    ['answered with too much', { ...tooLarge, status: 200 } as HttpOutcome, 'fatal'],
    ['listed something without an id', answered(200, { tokens: [{ label: 'rekey-label' }] }), 'fatal'],
  ])('find %s', async (_, outcome, kind) => {
    await expect(recordedWorld([outcome]).issuer.find({})).rejects.toMatchObject({ kind });
  });
});

describe('a probe', () => {
  const material = { token: new SecretValue(freshValue()) };

  it.each<[number, string]>([
    [200, 'alive'],
    [401, 'dead'],
  ])('answered %d finds the key %s', async (status, kind) => {
    expect((await recordedWorld([answered(status)]).issuer.verify(material)).kind).toBe(kind);
  });

  it('is undecided for every status that is not listed', async () => {
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index).filter(
      (each) => each !== 200 && each !== 401,
    );
    const kinds = await Promise.all(
      statuses.map((status) =>
        recordedWorld([answered(status)])
          .issuer.verify(material)
          .then(
            ({ kind }) => kind,
            (error: IssuerError) => error.kind,
          ),
      ),
    );
    expect(new Set(kinds)).toEqual(new Set(['fatal', 'throttled', 'unavailable']));
  });

  it('finds an Unleash token alive that is of another type than the probe is for', async () => {
    const { issuer } = recordedWorld([answered(403)], { kind: 'unleash' });
    expect((await issuer.verify(material)).kind).toBe('alive');
  });

  it.each([unsent, unanswered])('is undecided without an answer', async (outcome) => {
    await expect(recordedWorld([outcome]).issuer.verify(material)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('Retry-After', () => {
  // The clock stands at 2026-09-21T14:13:20Z.
  it.each<[string, number | undefined]>([
    ['17', 17],
    ['Mon, 21 Sep 2026 14:14:20 GMT', 60],
    ['Mon, 21 Sep 2026 14:00:00 GMT', 0],
    ['999999999', 86_400],
    ['soon', undefined],
    ['-5', undefined],
  ])('%s', async (retryAfter, seconds) => {
    const { issuer } = recordedWorld([answered(429, '', { retryAfter })]);
    const error = await issuer.checkAdmin().catch((thrown: unknown) => thrown);
    expect((error as { details: { retryAfterSeconds?: number } }).details.retryAfterSeconds).toBe(seconds);
  });
});

describe('a refused admin credential', () => {
  const old = new SecretValue(freshValue('admin-'));
  const next = new SecretValue(freshValue('admin-'));

  it('is read again, and sent once more when it has changed', async () => {
    const { issuer, sent } = recordedWorld([answered(401), answered(200)], {
      adminCredential: (ask) => Promise.resolve({ token: ask?.fresh === true ? next : old }),
    });
    await expect(issuer.checkAdmin()).resolves.toBeUndefined();
    expect(sent.map(({ headers }) => headers['authorization'] === `Bearer ${next.reveal()}`)).toEqual([false, true]);
  });

  it('is rejected when it has not changed', async () => {
    const { issuer, sent } = recordedWorld([answered(401)]);
    await expect(issuer.checkAdmin()).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  it('is rejected when the new one is refused too', async () => {
    const { issuer, sent } = recordedWorld([answered(401)], {
      adminCredential: (ask) => Promise.resolve({ token: ask?.fresh === true ? next : old }),
    });
    await expect(issuer.mint(request)).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(2);
  });

  it('is rejected when the admin secret lacks the field', async () => {
    const { issuer, sent } = recordedWorld([answered(200)], { adminCredential: () => Promise.resolve({ key: old }) });
    await expect(issuer.checkAdmin()).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(0);
  });
});
