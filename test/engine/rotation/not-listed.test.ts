import { WatchedKey } from '../checks/watched-key';

describe('a fresh value that its issuer accepts and does not list', () => {
  it('is not made current, since nobody knows what it may do, and is given up in the end', async () => {
    const one = await WatchedKey.issued();
    const first = one.holder;
    const port = one.issuer.portFor.bind(one.issuer);
    one.issuer.portFor = (process) => ({ ...port(process), inspect: async () => undefined });

    await one.rotate('manual:1');
    await one.run(60);

    expect(one.holder).toBe(first);
    const [, fresh] = one.issuer.credentials;
    expect(fresh).toBeDefined();
    await one.run(3600);
    expect(one.holder).toBe(first);
    expect(fresh?.revokedMs).toBeDefined();
  });
});
