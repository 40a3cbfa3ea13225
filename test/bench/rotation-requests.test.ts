import { type Endpoint, startEndpoint } from '../../lib/local/endpoint';
import { type InstantIssuer, startInstantIssuer } from '../issuers/instant-issuer';
import { type RotationBench, rotationBench } from './rotation-bench';
import { rotationRequests } from './rotation-requests';
import { counted } from './scale/on-paper';

describe('one undisturbed scheduled rotation, until its old version is proven dead', () => {
  let endpoint: Endpoint;
  let instant: InstantIssuer;
  let bench: RotationBench;

  beforeAll(async () => {
    [endpoint, instant] = await Promise.all([startEndpoint(), startInstantIssuer()]);
    bench = await rotationBench(endpoint, instant);
  });

  afterAll(async () => {
    await bench?.dispose();
    await Promise.all([endpoint?.stop(), instant?.stop()]);
  });

  it.each([
    ['json', { writes: 2, reads: 5, transactions: 5 }],
    // A bare text has no other fields to be read before the put.
    ['text', { writes: 2, reads: 4, transactions: 5 }],
  ] as const)('of a %s secret asks for what design allows: %j', async (format, { writes, reads, transactions }) => {
    const { budget, furtherProbes, requests } = await rotationRequests(bench, format);
    expect(furtherProbes).toBe(1);
    // One for the retirement, one for the further probe.
    expect(requests['SendMessage']).toBe(counted.rotation.messages);
    // What docs/scale.md reckons with.
    expect(requests['GetItem']).toBe(counted.rotation.itemReads);
    expect(budget).toEqual([
      { what: 'Secrets Manager writes', used: writes, allowed: 2 },
      { what: 'Secrets Manager reads', used: reads, allowed: 5 },
      { what: 'DynamoDB transactions', used: transactions, allowed: 5 },
    ]);
  });
});
