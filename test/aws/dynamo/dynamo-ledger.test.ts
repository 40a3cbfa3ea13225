import {
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { headItem } from '../../../lib/aws/dynamo/ledger-items';
import { DynamoLedger } from '../../../lib/aws';
import { SeededIds, TurnableClock } from '../../../lib/memory';
import type { Fingerprint } from '../../../lib/model/ids';
import { follow, noon, registration, versionIdOf } from '../../contract/samples';

const documents = mockClient(DynamoDBDocumentClient);
const ports = { ids: new SeededIds('x'), clock: new TurnableClock(noon) };
const ledger = new DynamoLedger(new DynamoDBClient({ region: 'us-east-1' }), 'T', ports);
const { head } = registration('ci/publish');
const next = follow(head);

beforeEach(() => documents.reset());

describe('record', () => {
  describe('when another transaction is at the same items', () => {
    test('the head having moved on, the writer is stale', async () => {
      const winner = follow(head, {}, undefined, { who: 'other' });
      documents.on(TransactWriteCommand).rejects(cancelled({ Code: 'TransactionConflict' }));
      documents.on(GetCommand).resolves({ Item: headItem(winner.head) });
      expect(await ledger.record(next)).toMatchObject({ kind: 'stale', head: { headHash: winner.head.headHash } });
    });

    test('the head being as it was, it is sent again with the same token', async () => {
      const conflict = cancelled({ Code: 'TransactionConflict' });
      documents.on(TransactWriteCommand).rejectsOnce(conflict).resolves({});
      documents.on(GetCommand).resolves({ Item: headItem(head) });
      expect(await ledger.record(next)).toEqual({ kind: 'recorded' });
      const tokens = documents.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.ClientRequestToken);
      expect(tokens).toHaveLength(2);
      expect(tokens[0]).toHaveLength(36);
      expect(tokens[1]).toBe(tokens[0]);
    });

    test('again and again, the caller hears that trying later can help', async () => {
      documents.on(TransactWriteCommand).rejects(cancelled({ Code: 'TransactionConflict' }));
      documents.on(GetCommand).resolves({ Item: headItem(head) });
      await expect(ledger.record(next)).rejects.toMatchObject({ code: 'contended', retryable: true });
    });
  });

  test('a throttled transaction is unavailable', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled({ Code: 'None' }, { Code: 'ThrottlingError' }));
    await expect(ledger.record(next)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('an entry that exists under a head that does not say so is corrupt', async () => {
    documents.on(TransactWriteCommand).rejects(cancelled({ Code: 'None' }, { Code: 'ConditionalCheckFailed' }));
    await expect(ledger.record(next)).rejects.toMatchObject({ code: 'corrupt', retryable: false });
  });

  test('a stale head comes back from the cancellation itself, without a read', async () => {
    const Item = marshall(headItem(head), { removeUndefinedValues: true });
    documents.on(TransactWriteCommand).rejects(cancelled({ Code: 'ConditionalCheckFailed', Item }));
    expect(await ledger.record(next)).toMatchObject({ kind: 'stale', head: { keyId: 'ci/publish', sequence: 1 } });
    expect(documents.commandCalls(GetCommand)).toHaveLength(0);
  });

  test('a manifest of more than 400 KB is refused before it is sent', async () => {
    const large = follow(head, { manifest: { ...head.manifest, purpose: 'x'.repeat(420_000) } });
    await expect(ledger.record(large)).rejects.toMatchObject({ code: 'refused' });
    expect(documents.calls()).toHaveLength(0);
  });
});

describe('locate', () => {
  const fingerprint = (n: number) => `k#raw#${String(n).padStart(64, '0')}` as Fingerprint;
  const item = (n: number) => ({
    pk: `FP#${fingerprint(n)}`,
    sk: 'FP',
    keyId: 'ci/publish',
    versionId: versionIdOf('v'),
  });

  test('what was not processed is asked for again', async () => {
    documents
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { T: [item(1)] }, UnprocessedKeys: { T: { Keys: [{ pk: item(2).pk, sk: 'FP' }] } } })
      .resolves({ Responses: { T: [item(2)] } });
    expect((await ledger.locate([fingerprint(1), fingerprint(2)])).size).toBe(2);
  });

  test('an answer that processed nothing is a throttle', async () => {
    documents.on(BatchGetCommand).resolves({ UnprocessedKeys: { T: { Keys: [{ pk: item(1).pk, sk: 'FP' }] } } });
    await expect(ledger.locate([fingerprint(1)])).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('key', () => {
  test('an item that is not readable is corrupt, and named', async () => {
    documents.on(GetCommand).resolves({ Item: { ...headItem(head), sequence: 'two' } });
    await expect(ledger.key(head.keyId)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(/KEY#ci\/publish KEY .*"sequence"/),
    });
  });

  test('a throttle is unavailable', async () => {
    documents.on(GetCommand).rejects(new ProvisionedThroughputExceededException({ message: '', $metadata: {} }));
    await expect(ledger.key(head.keyId)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});

function cancelled(...CancellationReasons: CancellationReason[]): TransactionCanceledException {
  return new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
}
