import { createIssuer } from '../../lib/issuers/create-issuer';
import { issuerNameSchema } from '../../lib/model/ids';
import type { Issuer } from '../../lib/ports/issuer';
import { instantCatalogue } from './instant-catalogue';
import { type InstantIssuer, startInstantIssuer } from './instant-issuer';
import { realClock } from './real-clock';

describe('an issuer that misbehaves', () => {
  let server: InstantIssuer;
  let issuer: Issuer;
  const grant = { scopes: ['a'] };

  beforeEach(async () => {
    server = await startInstantIssuer({ capacity: 2, revocationLagMs: 0 });
    let admin = server.adminToken;
    issuer = createIssuer(
      { name: issuerNameSchema.parse('instant'), kind: 'instant', url: server.url, catalogue: instantCatalogue },
      {
        adminCredential: (ask) => {
          if (ask?.fresh === true) admin = exchanged ?? admin;
          return Promise.resolve({ token: admin });
        },
        clock: realClock,
      },
    );
  });

  let exchanged: InstantIssuer['adminToken'] | undefined;

  afterEach(() => server.stop());

  it('leaves what it minted to be found by label, when its answer was lost', async () => {
    server.disturb({ on: 'mint', dropAfterEffect: true });
    await expect(issuer.mint({ label: 'rekey-lost', grant })).rejects.toMatchObject({ kind: 'ambiguous' });
    const found = await issuer.find({ label: 'rekey-lost' });
    expect(found).toHaveLength(1);
    await issuer.revoke({ label: 'rekey-lost' });
    expect(server.tokens()).toEqual([]);
  });

  it('shows a grant that is wider than the one asked for', async () => {
    server.disturb({ on: 'mint', widenBy: ['everything'] });
    const { grant: minted, material } = await issuer.mint({ label: 'rekey-wide', grant });
    expect(minted).toEqual({ scopes: ['a', 'everything'] });
    expect(await issuer.verify(material)).toEqual({ kind: 'alive', grant: { scopes: ['a', 'everything'] } });
  });

  it('says that it is full', async () => {
    await issuer.mint({ label: 'rekey-1', grant });
    await issuer.mint({ label: 'rekey-2', grant });
    await expect(issuer.mint({ label: 'rekey-3', grant })).rejects.toMatchObject({ kind: 'quota' });
  });

  it('has one request a mint, even when it is unavailable', async () => {
    server.disturb({ on: 'mint', answer: { status: 503 } });
    await expect(issuer.mint({ label: 'rekey-1', grant })).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(server.calls().map(({ operation, status }) => [operation, status])).toEqual([['mint', 503]]);
  });

  it('is throttled with the time that it states', async () => {
    server.disturb({ on: 'list', answer: { status: 429, headers: { 'retry-after': '7' } } });
    await expect(issuer.find({})).rejects.toMatchObject({
      kind: 'throttled',
      details: { status: 429, operation: 'find', retryAfterSeconds: 7 },
    });
  });

  it('accepts an exchanged admin credential without a refused operation', async () => {
    exchanged = server.exchangeAdmin();
    await expect(issuer.checkAdmin()).resolves.toBeUndefined();
  });

  it('refuses a key that was disabled', async () => {
    const { ref, material } = await issuer.mint({ label: 'rekey-off', grant });
    await issuer.disable?.(ref);
    expect(await issuer.verify(material)).toEqual({ kind: 'dead' });
    expect((await issuer.inspect(ref))?.state).toBe('disabled');
  });
});
