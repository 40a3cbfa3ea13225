import { inspect } from 'node:util';
import fc from 'fast-check';
import { type HttpOutcome, sendOnce } from '../../../lib/issuers/http/send-once';
import { SecretValue } from '../../../lib/model/secret-value';
import { answered, freshValue, recordedWorld } from '../recorded-world';

/** A value as somebody could find it again. */
function encodingsOf(value: string): string[] {
  return [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64').slice(0, -4),
    JSON.stringify(value).slice(1, -1),
  ];
}

function everythingIn(error: unknown): string {
  const { message, stack, cause } = error as Error;
  return [message, stack, inspect(error, { depth: 9, showHidden: true }), inspect(cause), JSON.stringify(error)].join(
    '\n',
  );
}

describe('an issuer error', () => {
  // A value in each place that could find its way into a message: key, admin, and the issuer's own answers.
  it('holds no value, whatever the issuer answers', async () => {
    const status = fc.oneof(
      fc.integer({ min: 200, max: 599 }),
      fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 429, 500),
    );
    const shape = fc.constantFrom<(canary: string) => unknown>(
      (canary) => canary,
      (canary) => ({ error: canary }),
      (canary) => ({ tokens: [{ secret: canary, tokenName: 7 }] }),
      (canary) => ({ tokens: [{ secret: { nested: canary } }] }),
      (canary) => ({ tokens: [{ secret: canary, tokenName: 'rekey-label' }] }),
      (canary) => ({ secret: canary, expiresAt: canary, createdAt: canary }),
      (canary) => [[canary]],
      (canary) => `{"secret": "${canary}`,
    );
    await fc.assert(
      fc.asyncProperty(status, shape, status, shape, async (first, firstShape, second, secondShape) => {
        const canary = freshValue('*:production.');
        const { issuer, admin } = recordedWorld(
          [answered(first, firstShape(canary)), answered(second, secondShape(canary))],
          { kind: 'unleash' },
        );
        const material = { token: new SecretValue(canary) };
        const ref = { label: 'rekey-label' };
        const errors = await Promise.all([
          issuer
            .mint({ ...ref, grant: { type: 'client', environment: 'production', projects: ['*'] } })
            .catch((e: unknown) => e),
          issuer.find({}).catch((e: unknown) => e),
          issuer.inspect(ref).catch((e: unknown) => e),
          issuer.verify(material).catch((e: unknown) => e),
          issuer.revoke(ref).catch((e: unknown) => e),
          issuer.checkAdmin().catch((e: unknown) => e),
        ]);
        for (const error of errors.filter((each) => each instanceof Error)) {
          expect(error.name).toBe('IssuerError');
          const text = everythingIn(error);
          const escaped = [...encodingsOf(canary), ...encodingsOf(admin.reveal())].filter((form) =>
            text.includes(form),
          );
          expect(escaped.length).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds no value when the value does not even fit into a header', async () => {
    const canary = `${freshValue()}\r\nx-injected: 1`;
    const server = recordedWorld([answered(200)]);
    await server.issuer.verify({ token: new SecretValue(canary) });
    const outcome: HttpOutcome = await sendOnce(server.sent[0] as (typeof server.sent)[0]);
    expect(outcome).toEqual({ kind: 'unsent', reason: 'ERR_INVALID_CHAR' });
  });
});

describe('Unleash, whose id of a token is the token', () => {
  it('sends it in the address of the deletion, and nowhere else', async () => {
    const value = freshValue('*:production.');
    const hits = {
      tokens: [
        { secret: value, tokenName: 'rekey-label' },
        { secret: 'other', tokenName: 'rekey-label-2' },
      ],
    };
    const { issuer, sent } = recordedWorld([answered(200, hits), answered(200)], { kind: 'unleash' });
    await issuer.revoke({ label: 'rekey-label' });
    expect(sent.map(({ method, url }) => [method, url.pathname.includes(encodeURIComponent(value))])).toEqual([
      ['GET', false],
      ['DELETE', true],
    ]);
  });

  it('deletes every token of the name', async () => {
    const hits = { tokens: [1, 2].map(() => ({ secret: freshValue('*:p.'), tokenName: 'rekey-label' })) };
    const { issuer, sent } = recordedWorld([answered(200, hits), answered(200)], { kind: 'unleash' });
    await issuer.revoke({ label: 'rekey-label' });
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'DELETE']);
  });

  it('stops with an error when one deletion is refused, so that it is tried again', async () => {
    const hits = { tokens: [{ secret: freshValue('*:p.'), tokenName: 'rekey-label' }] };
    const { issuer } = recordedWorld([answered(200, hits), answered(500)], { kind: 'unleash' });
    await expect(issuer.revoke({ label: 'rekey-label' })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('lists and inspects without it', async () => {
    const value = freshValue('*:production.');
    const hits = { tokens: [{ secret: value, tokenName: 'rekey-label' }] };
    const { issuer } = recordedWorld([answered(200, hits)], { kind: 'unleash' });
    const found = [...(await issuer.find({})), await issuer.inspect({ label: 'rekey-label' })];
    expect(found.map((each) => each?.ref)).toEqual([{ label: 'rekey-label' }, { label: 'rekey-label' }]);
    expect(JSON.stringify(found).includes(value)).toBe(false);
  });

  it('gives out what it minted without it', async () => {
    const value = freshValue('*:production.');
    const { issuer } = recordedWorld([answered(201, { secret: value, tokenName: 'rekey-label' })], { kind: 'unleash' });
    const minted = await issuer.mint({
      label: 'rekey-label',
      grant: { type: 'client', environment: 'p', projects: ['*'] },
    });
    expect(minted.ref).toEqual({ label: 'rekey-label' });
    expect(JSON.stringify(minted).includes(value)).toBe(false);
    expect(minted.material['token']?.reveal() === value).toBe(true);
  });
});
