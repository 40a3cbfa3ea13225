import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIssuer } from '../../../lib/issuers/create-issuer';
import { issuerNameSchema } from '../../../lib/model/ids';
import { stillClock } from '../recorded-world';

describe('a CreateAccessKey whose answer does not come', () => {
  const actions: string[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const action = new URLSearchParams(body).get('Action') ?? '';
        actions.push(action);
        if (action === 'CreateAccessKey') return request.socket.destroy();
        return response.end(`<${action}Response><${action}Result></${action}Result></${action}Response>`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('is asked for once, and may have made a key', async () => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'AKIA', secretAccessKey: randomBytes(20).toString('hex') };
    const issuer = createIssuer(
      { name: issuerNameSchema.parse('iam'), kind: 'aws-iam' },
      {
        adminCredential: () => Promise.resolve({}),
        clock: stillClock,
        aws: { endpoint, region: 'us-east-1', credentials },
      },
    );
    const { grant } = issuer.normalizeGrant([{ user: 'ci' }]);

    await expect(issuer.mint({ label: 'x', grant })).rejects.toMatchObject({ kind: 'ambiguous' });

    expect(actions.filter((action) => action === 'CreateAccessKey')).toHaveLength(1);
  });
});
