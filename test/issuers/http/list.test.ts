import { answered, recordedWorld } from '../recorded-world';
import { instantCatalogue } from '../instant-catalogue';

const token = (id: string, label = 'rekey-label') => ({ id, label, scopes: ['a'], state: 'on' });

function pagedBy(paging: string): string {
  return instantCatalogue.replaceAll('{by: cursor, parameter: after, next: next}', paging);
}

describe('a list', () => {
  it('is asked for page by page, by cursor', async () => {
    const { issuer, sent } = recordedWorld([
      answered(200, { tokens: [token('1')], next: 'c/2' }),
      answered(200, { tokens: [token('2')], next: null }),
    ]);
    expect((await issuer.find({})).map(({ ref }) => ref.id)).toEqual(['1', '2']);
    expect(sent.map(({ url }) => url.search)).toEqual(['', '?after=c%2F2']);
  });

  it('is asked for page by page, by number until one is empty', async () => {
    const catalogue = pagedBy('{by: number, parameter: page}');
    const { issuer, sent } = recordedWorld(
      [answered(200, { tokens: [token('1')] }), answered(200, { tokens: [token('2')] }), answered(200, { tokens: [] })],
      { catalogue },
    );
    expect(await issuer.find({ label: 'rekey-label' })).toHaveLength(2);
    expect(sent.map(({ url }) => url.searchParams.get('page'))).toEqual(['1', '2', '3']);
  });

  it('is asked for page by page, by Link header', async () => {
    const link = '<https://issuer.example.com/base/v1/tokens?p=1>; rel="prev", </base/v1/tokens?p=3>; rel="next"';
    const { issuer, sent } = recordedWorld(
      [answered(200, { tokens: [token('1')] }, { link }), answered(200, { tokens: [] })],
      {
        catalogue: pagedBy('{by: link}'),
      },
    );
    await issuer.find({});
    expect(sent[1]?.url.href).toBe('https://issuer.example.com/base/v1/tokens?p=3');
  });

  it('is not followed to another host, where the admin credential would go too', async () => {
    const { issuer, sent } = recordedWorld([answered(200, { tokens: [], next: 'https://elsewhere.example.com/' })], {
      catalogue: pagedBy('{by: address, next: next}'),
    });
    await expect(issuer.find({})).rejects.toMatchObject({ kind: 'fatal' });
    expect(sent).toHaveLength(1);
  });

  it('that never ends is an error, not half a list', async () => {
    const { issuer } = recordedWorld([answered(200, { tokens: [token('1')], next: 'again' })]);
    await expect(issuer.find({})).rejects.toMatchObject({ kind: 'fatal' });
  });

  it('is cut to what carries exactly the label', async () => {
    const tokens = [token('1'), token('2', 'rekey-label-2'), token('3', 'Rekey-Label'), token('4', '')];
    const { issuer } = recordedWorld([answered(200, { tokens })]);
    expect((await issuer.find({ label: 'rekey-label' })).map(({ ref }) => ref.id)).toEqual(['1']);
  });

  it('is never asked for by an empty label', async () => {
    const { issuer, sent } = recordedWorld([answered(200, { tokens: [token('1', '')] })]);
    await expect(issuer.find({ label: '' })).rejects.toMatchObject({ kind: 'fatal' });
    await expect(issuer.revoke({ label: '' })).rejects.toMatchObject({ kind: 'fatal' });
    expect(sent).toHaveLength(0);
  });

  it('says of each what state it is in', async () => {
    const tokens = [
      token('on'),
      { ...token('off'), state: 'off' },
      { ...token('strange'), state: 'unheard of' },
      { ...token('old'), state: undefined, expires_at: '2020-01-01T00:00:00Z' },
    ];
    const found = await recordedWorld([answered(200, { tokens })]).issuer.find({});
    expect(found.map(({ state }) => state)).toEqual(['active', 'disabled', 'active', 'expired']);
  });
});

describe('inspect', () => {
  it('is undefined for a key that is gone', async () => {
    const { issuer } = recordedWorld([answered(404)]);
    expect(await issuer.inspect({ id: '1', label: 'rekey-label' })).toBeUndefined();
  });

  it('does not take an answer about another key', async () => {
    const { issuer } = recordedWorld([answered(200, token('2'))]);
    await expect(issuer.inspect({ id: '1', label: 'rekey-label' })).rejects.toMatchObject({ kind: 'fatal' });
  });

  it('refuses to choose between two of one label with different grants', async () => {
    const tokens = [
      { secret: 'a', tokenName: 'rekey-label', type: 'client', environment: 'p', projects: ['x'] },
      { secret: 'b', tokenName: 'rekey-label', type: 'client', environment: 'p', projects: ['*'] },
    ];
    const { issuer } = recordedWorld([answered(200, { tokens })], { kind: 'unleash' });
    await expect(issuer.inspect({ label: 'rekey-label' })).rejects.toMatchObject({ kind: 'fatal' });
  });
});
