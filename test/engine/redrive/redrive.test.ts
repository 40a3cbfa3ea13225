import { listDeadLetters } from '../../../lib/engine/redrive/list-dead-letters';
import { redrive } from '../../../lib/engine/redrive/redrive';
import { deadLetterQueueSchema } from '../../../lib/model/work/dead-letter-queue';
import type { Actor, KeyId } from '../../../lib/model/ids';
import type { Entry } from '../../../lib/model/ledger/entry';
import { declaration, operatorInstallation, type OperatorInstallation } from '../../api/operator-installation';
import { handleOperatorRequest } from '../../../lib/api/server/handle-operator-request';

const actor = 'arn:aws:iam::123456789012:user/ana' as Actor;
const rotations = deadLetterQueueSchema.parse('rotations.unleash');
const stream = deadLetterQueueSchema.parse('stream');
const retirement = JSON.stringify({
  kind: 'retire',
  keyId: 'shop/a',
  versionId: '0'.repeat(32),
  dueAt: '2026-11-23T11:00:00.000Z',
});
const lost = JSON.stringify({ requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: {} });

let installation: OperatorInstallation;
beforeEach(async () => {
  installation = await operatorInstallation();
});

const call = (queue: typeof rotations, most = 50) => redrive(installation.world, { queue, most, actor });

async function entries(): Promise<Entry[]> {
  const found: Entry[] = [];
  for await (const entry of installation.ledger.entries('INSTALLATION')) found.push(entry);
  return found.filter(({ type }) => type === 'dead-letters-redriven');
}

describe('redrive', () => {
  it('sends letters back as they are, and says in the chain who did it', async () => {
    installation.deadLetters.lay(rotations, retirement);
    installation.deadLetters.lay(rotations, retirement);

    expect(await call(rotations)).toEqual({ sentBack: 2, acknowledged: 0, unreadable: [] });

    expect(installation.deadLetters.sentBack).toEqual([
      { queue: rotations, body: retirement },
      { queue: rotations, body: retirement },
    ]);
    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 0, taken: 0 });
    const evidence = { queue: rotations, action: 'send-back', letters: 2 };
    expect(await entries()).toMatchObject([{ actor, evidence }]);
  });

  it('leaves what nobody would understand, and names it', async () => {
    const id = installation.deadLetters.lay(rotations, '{"kind":"retire"}');

    expect(await call(rotations)).toEqual({ sentBack: 0, acknowledged: 0, unreadable: [id] });

    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 0, taken: 1 });
    await installation.clock.advance(121);
    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 1, taken: 0 });
    expect(await entries()).toEqual([]);
  });

  it('takes no more than it is asked for', async () => {
    for (let count = 0; count < 3; count++) installation.deadLetters.lay(rotations, retirement);

    expect(await call(rotations, 2)).toMatchObject({ sentBack: 2 });

    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 1, taken: 0 });
  });

  it('loses nothing when it ends between sending and removing: the letter comes again', async () => {
    installation.deadLetters.lay(rotations, retirement);
    jest.spyOn(installation.deadLetters, 'remove').mockRejectedValueOnce(new Error('ended'));

    await expect(call(rotations)).rejects.toThrow('ended');
    await installation.clock.advance(121);
    expect(await call(rotations)).toMatchObject({ sentBack: 1 });

    expect(installation.deadLetters.sentBack).toHaveLength(2);
    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 0, taken: 0 });
  });

  it('removes nothing that could not be sent', async () => {
    installation.deadLetters.lay(rotations, retirement);
    jest.spyOn(installation.deadLetters, 'sendBack').mockRejectedValueOnce(new Error('throttled'));

    await expect(call(rotations)).rejects.toThrow('throttled');

    expect(await installation.deadLetters.count(rotations)).toEqual({ waiting: 0, taken: 1 });
    expect(await entries()).toHaveLength(1); // recorded before the first letter moves
  });

  it('of a queue that is not there is refused', async () => {
    await expect(call(deadLetterQueueSchema.parse('rotations.other'))).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('of letters that are not what failed', () => {
    beforeEach(() => void installation.deadLetters.lay(stream, lost));

    it('takes them away, and sends nothing', async () => {
      expect(await call(stream)).toEqual({ sentBack: 0, acknowledged: 1, unreadable: [] });

      expect(installation.deadLetters.sentBack).toEqual([]);
      expect(await entries()).toMatchObject([{ evidence: { queue: stream, action: 'acknowledge', letters: 1 } }]);
    });

    it('leaves them while the sweep is behind, which does what they stand for', async () => {
      await register('shop/a');
      installation.queues.take();
      await installation.clock.advance(600);

      await expect(call(stream)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/600 s/) });

      expect(await installation.deadLetters.count(stream)).toEqual({ waiting: 1, taken: 0 });
    });

    it('takes them away while what is late waits behind others of its issuer only', async () => {
      await register('shop/a');
      await installation.ledger.published('shop/a' as KeyId, 1);
      await installation.clock.advance(600);

      expect(await call(stream)).toMatchObject({ acknowledged: 1 });
    });
  });
});

describe('the list of dead letters', () => {
  it('says how many there are, how old, and what they ask for', async () => {
    installation.deadLetters.lay(rotations, retirement);
    const id = installation.deadLetters.lay(rotations, 'poison');

    const listed = await listDeadLetters(installation.world);

    expect(listed.find(({ queue }) => queue === rotations)).toEqual({
      queue: rotations,
      waiting: 2,
      taken: 0,
      onRedrive: 'send-back',
      oldestSentAt: installation.clock.now(),
      letters: [
        { id: 'letter-1', sentAt: installation.clock.now(), content: { what: 'retire', key: 'shop/a' } },
        { id, sentAt: installation.clock.now() },
      ],
    });
    expect(listed.find(({ queue }) => queue === stream)).toMatchObject({
      waiting: 0,
      onRedrive: 'acknowledge',
      letters: [],
    });
  });
});

/** A key whose first rotation is due now, and whose registration is to be told. */
async function register(key: string): Promise<void> {
  const body = JSON.stringify(declaration());
  const routeKey = 'PUT /v1/key/{key+}';
  const contentType = 'application/json';
  const answer = await handleOperatorRequest(installation.world, {
    routeKey,
    pathParameters: { key },
    contentType,
    body,
    actor,
  });
  expect(answer.status).toBe(200);
}
