import { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { mockClient } from 'aws-sdk-client-mock';
import { ownIssuer } from '../../functions/wiring/own-issuer';
import { readIssuers } from '../../functions/wiring/read-issuers';

const path = '/rekey/Rekey/issuers';
const queues = { rotations: 'https://q/r', containments: 'https://q/c' };
const flags = { kind: 'unleash', url: 'https://flags.example.com', ...queues };
const catalogue = gzipSync('kind: mine').toString('base64');

const service = mockClient(SSMClient);
const before = { ...process.env };
beforeEach(() => {
  service.reset();
  process.env = { ...before, AWS_REGION: 'eu-central-1' };
});
afterAll(() => {
  process.env = before;
  service.restore();
});

/** What a deployment wrote down below the path. */
function written(values: Record<string, unknown>): void {
  const Parameters = Object.entries(values).map(([name, value]) => ({
    Name: `${path}/${name}`,
    Value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  service.on(GetParametersByPathCommand, { Path: path }).resolves({ Parameters });
}

describe('a function for all issuers', () => {
  beforeEach(() => {
    process.env['REKEY_ISSUERS_PATH'] = path;
    process.env['REKEY_ISSUERS'] = 'flags mine/4e2f';
  });

  test('knows those that its deployment names, and unpacks a catalogue of one’s own', async () => {
    written({ flags, 'mine/4e2f': { kind: 'mine', catalogue, ...queues } });

    expect([...(await readIssuers())]).toMatchObject([
      ['flags', flags],
      ['mine', { kind: 'mine', catalogue: 'kind: mine', ...queues }],
    ]);
  });

  test('knows how many messages of each queue are worked on at a time, said or not', async () => {
    written({ flags, 'mine/4e2f': { ...flags, concurrency: { rotations: 75 } } });

    expect([...(await readIssuers())].map(([, { concurrency }]) => concurrency)).toEqual([
      { rotations: 2, containments: 4 },
      { rotations: 75, containments: 4 },
    ]);
  });

  test('does not know one that is being removed or moved, whose parameter is still there', async () => {
    written({ flags, 'mine/4e2f': flags, mine: flags, gone: flags });

    expect([...(await readIssuers()).keys()]).toEqual(['flags', 'mine']);
  });

  test('is misconfigured when the parameter of one is missing, and names it', async () => {
    written({ flags });

    await expect(readIssuers()).rejects.toMatchObject({
      code: 'misconfigured',
      message: `the parameter ${path}/mine/4e2f is missing: deploy again`,
    });
  });

  test('is misconfigured when nothing is below its path', async () => {
    written({});

    await expect(readIssuers()).rejects.toMatchObject({ code: 'misconfigured' });
  });

  test('is misconfigured when a parameter is wrong, names its fields and quotes nothing', async () => {
    written({ flags: { kind: 'unleash', url: 'http://canary.example.com' }, 'mine/4e2f': flags });

    await expect(readIssuers()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/^(?!.*canary).*\/flags is wrong: url is not https; rotations .*containments /),
    });
  });

  test('is misconfigured when its names are missing', async () => {
    delete process.env['REKEY_ISSUERS'];

    await expect(readIssuers()).rejects.toMatchObject({ message: expect.stringContaining('REKEY_ISSUERS') });
  });
});

describe('a function for no issuer', () => {
  test('asks for nothing', async () => {
    expect((await readIssuers()).size).toBe(0);
    expect(service.calls()).toEqual([]);
  });
});

describe('a worker', () => {
  beforeEach(() => {
    process.env['REKEY_ISSUER'] = 'mine';
  });

  test('has its issuer in its environment, catalogue included, and asks for nothing', async () => {
    process.env['REKEY_ISSUER_SETTINGS'] = JSON.stringify({ kind: 'mine', catalogue, ...queues });

    expect(await ownIssuer()).toMatchObject({ name: 'mine', kind: 'mine', catalogue: 'kind: mine', ...queues });
    expect(service.calls()).toEqual([]);
  });

  test('reads a catalogue that found no room there from the one parameter that it is told of', async () => {
    process.env['REKEY_ISSUER_SETTINGS'] = JSON.stringify({ kind: 'mine', ...queues });
    process.env['REKEY_CATALOGUE_IN'] = `${path}/mine`;
    process.env['REKEY_CATALOGUE_DIGEST'] = createHash('sha256').update('kind: mine').digest('hex');
    const Value = JSON.stringify({ kind: 'mine', catalogue, ...queues });
    service.on(GetParameterCommand, { Name: `${path}/mine` }).resolves({ Parameter: { Value } });

    expect(await ownIssuer()).toMatchObject({ name: 'mine', catalogue: 'kind: mine' });
  });

  test('takes no other catalogue from there than the one that was deployed', async () => {
    process.env['REKEY_ISSUER_SETTINGS'] = JSON.stringify({ kind: 'mine', ...queues });
    process.env['REKEY_CATALOGUE_IN'] = `${path}/mine`;
    process.env['REKEY_CATALOGUE_DIGEST'] = createHash('sha256').update('kind: another').digest('hex');
    const Value = JSON.stringify({ kind: 'mine', catalogue, ...queues });
    service.on(GetParameterCommand).resolves({ Parameter: { Value } });

    await expect(ownIssuer()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(`${path}/mine`),
    });
  });
});
