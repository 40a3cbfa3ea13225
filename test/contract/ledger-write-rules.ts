import { RekeyError } from '../../lib/model/rekey-error';
import type { KeyId } from '../../lib/model/ids';
import { SecretValue } from '../../lib/model/secret-value';
import type { RecordOutcome } from '../../lib/ports';
import { follow, issuer, registration, sampleAttempt, sampleVersion, versionIdOf } from './samples';
import type { Rule, Subject } from './subject';

const transactions = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html';

/** What a transition promises. */
export const ledgerWriteRules: Rule[] = [
  {
    name: 'a head comes back as it was recorded',
    async holds(subject) {
      const first = registration(subject.fresh());
      expect(await subject.ledger.record(first)).toEqual({ kind: 'recorded' });
      expect(await subject.otherLedger.key(first.head.keyId)).toEqual(JSON.parse(JSON.stringify(first.head)));
    },
  },
  {
    name: 'of eight writers racing for one key one wins, and the others get its head or are told to try again',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject);
      const rivals = Array.from({ length: 8 }, (_, rival) => follow(head, {}, undefined, { rival }));
      const outcomes = await Promise.all(
        rivals.map((rival, n) => tried(n % 2 ? subject.otherLedger : subject.ledger, rival)),
      );
      expect(outcomes.filter((outcome) => outcome.kind === 'recorded')).toHaveLength(1);
      const winner = rivals[outcomes.findIndex((outcome) => outcome.kind === 'recorded')];
      for (const outcome of outcomes) {
        if (outcome.kind === 'stale') expect(outcome.head?.headHash).toBe(winner?.head.headHash);
      }
      expect((await subject.ledger.key(head.keyId))?.headHash).toBe(winner?.head.headHash);
    },
  },
  {
    name: 'two writers who register one key: one wins',
    page: transactions,
    async holds(subject) {
      const keyId = subject.fresh();
      const rivals = [registration(keyId), registration(keyId, { fence: 1 })];
      const outcomes = await Promise.all(rivals.map((rival) => tried(subject.ledger, rival)));
      // Both register with the same entry, so that the loser may find its own entry standing: what counts is one entry.
      expect(outcomes.some((outcome) => outcome.kind === 'recorded')).toBe(true);
      expect(await sequences(subject, keyId)).toEqual([1]);
    },
  },
  {
    name: 'a key that exists is not registered again: the head comes back',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject);
      const again = registration(head.keyId);
      const other = {
        ...again,
        entry: { ...again.entry, hash: 'f'.repeat(64) },
        head: { ...head, headHash: 'f'.repeat(64) },
      };
      expect(await subject.ledger.record(other)).toEqual({ kind: 'stale', head });
    },
  },
  {
    name: 'a stale sequence loses, and the head comes back',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject);
      const winner = follow(head, {}, undefined, { who: 'first' });
      await subject.ledger.record(winner);
      const loser = follow(head, {}, undefined, { who: 'second' });
      expect(await subject.ledger.record(loser)).toEqual({ kind: 'stale', head: winner.head });
      expect(await sequences(subject, head.keyId)).toEqual([1, 2]);
    },
  },
  {
    name: 'a stale fence loses although the sequence is right: a lost lease writes nothing',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject, { fence: 4 });
      const versionId = versionIdOf(head.keyId);
      const late = { ...follow(head, {}, { sequence: 1, fence: 3 }), versions: [sampleVersion(head.keyId, versionId)] };
      expect(await subject.ledger.record(late)).toEqual({ kind: 'stale', head });
      expect(await subject.ledger.version(head.keyId, versionId)).toBeUndefined();
      expect(await subject.ledger.record(follow(head, {}, { sequence: 1, fence: 4 }))).toEqual({ kind: 'recorded' });
    },
  },
  {
    name: 'a transition of a key that does not exist is stale without a head',
    async holds(subject) {
      const { head } = registration(subject.fresh());
      expect(await subject.ledger.record(follow(head))).toEqual({ kind: 'stale', head: undefined });
    },
  },
  {
    name: 'a transition repeated whole is recorded once',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject);
      const next = follow(head);
      expect(await subject.ledger.record(next)).toEqual({ kind: 'recorded' });
      expect(await subject.ledger.record(next)).toEqual({ kind: 'recorded' });
      expect(await sequences(subject, head.keyId)).toEqual([1, 2]);
    },
  },
  {
    name: 'a transition whose entry stands at the head already counts as recorded, and is not written again',
    async holds(subject) {
      const { head } = await registered(subject);
      const next = follow(head);
      await subject.ledger.record(next);
      const versionId = versionIdOf(head.keyId);
      const retried = { ...next, versions: [sampleVersion(head.keyId, versionId)] };
      expect(await subject.ledger.record(retried)).toEqual({ kind: 'recorded' });
      expect(await subject.ledger.version(head.keyId, versionId)).toBeUndefined();
    },
  },
  {
    name: 'a secret belongs to one key: another one is refused and writes nothing, the owner may say it again',
    page: transactions,
    async holds(subject) {
      const secretArn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${subject.fresh()}`;
      const owner = await registered(subject);
      const other = await registered(subject);
      expect(await subject.ledger.record({ ...follow(owner.head), secretArn })).toEqual({ kind: 'recorded' });
      const attempt = { ...follow(other.head), secretArn };
      expect(await subject.ledger.record(attempt)).toEqual({ kind: 'secret_taken', by: owner.head.keyId });
      expect(await sequences(subject, other.head.keyId)).toEqual([1]);
      const again = follow((await subject.ledger.key(owner.head.keyId)) ?? owner.head);
      expect(await subject.ledger.record({ ...again, secretArn })).toEqual({ kind: 'recorded' });
      expect(await subject.ledger.secretOwner(secretArn)).toBe(owner.head.keyId);
      expect(await subject.ledger.secretOwner(`${secretArn}x`)).toBeUndefined();
    },
  },
  {
    name: 'an attempt that ended is gone, and a version is replaced',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const versionId = versionIdOf(keyId);
      const attempt = sampleAttempt(keyId, versionId);
      const begun = { ...follow(head), attempts: [attempt], versions: [sampleVersion(keyId, versionId)] };
      await subject.ledger.record(begun);
      expect(await subject.ledger.attempt(keyId, versionId)).toEqual(attempt);
      const retired = sampleVersion(keyId, versionId, { state: 'retiring' });
      await subject.ledger.record({ ...follow(begun.head), endedAttempts: [versionId], versions: [retired] });
      expect(await subject.ledger.attempt(keyId, versionId)).toBeUndefined();
      expect(await subject.ledger.version(keyId, versionId)).toEqual(retired);
    },
  },
  {
    name: 'a fingerprint that is known keeps its version',
    async holds(subject) {
      const { head } = await registered(subject);
      const [older, newer] = [versionIdOf('older'), versionIdOf('newer')];
      const [fingerprint] = await subject.fingerprints.of(new SecretValue(subject.fresh()), ['raw']);
      if (!fingerprint) throw new Error('no fingerprint');
      const first = { ...follow(head), fingerprints: [{ fingerprint, versionId: older }] };
      await subject.ledger.record(first);
      const publicIds = [{ issuer, id: subject.fresh(), versionId: newer }];
      const second = { ...follow(first.head), fingerprints: [{ fingerprint, versionId: newer }], publicIds };
      expect(await subject.ledger.record(second)).toEqual({ kind: 'recorded' });
      const found = await subject.ledger.locate([fingerprint]);
      expect(found.get(fingerprint)).toEqual({ keyId: head.keyId, versionId: older });
    },
  },
  {
    name: 'a transition of more than 100 items is refused before it is sent',
    page: transactions,
    async holds(subject) {
      const { head } = await registered(subject);
      const versions = Array.from({ length: 99 }, (_, n) => sampleVersion(head.keyId, versionIdOf(String(n))));
      await expect(subject.ledger.record({ ...follow(head), versions })).rejects.toMatchObject({ code: 'internal' });
    },
  },
];

/** A registered key. */
export async function registered(
  subject: Subject,
  head: Parameters<typeof registration>[1] = {},
): Promise<ReturnType<typeof registration>> {
  const first = registration(subject.fresh(), head);
  expect(await subject.ledger.record(first)).toEqual({ kind: 'recorded' });
  return { ...first, head: JSON.parse(JSON.stringify(first.head)) as typeof first.head };
}

async function tried(
  ledger: Subject['ledger'],
  transition: Parameters<Subject['ledger']['record']>[0],
): Promise<RecordOutcome | { kind: 'contended' }> {
  try {
    return await ledger.record(transition);
  } catch (error) {
    if (error instanceof RekeyError && error.code === 'contended' && error.retryable) return { kind: 'contended' };
    throw error;
  }
}

async function sequences(subject: Subject, keyId: string): Promise<number[]> {
  const found: number[] = [];
  for await (const entry of subject.ledger.entries(keyId as KeyId)) found.push(entry.sequence);
  return found;
}
