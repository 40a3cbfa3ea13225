import type { ChainId } from '../../lib/model/ledger/entry';
import { type Instant, plusSeconds } from '../../lib/model/instant';
import type { DueItem } from '../../lib/ports';
import { registered } from './ledger-write-rules';
import { collect } from './collect';
import { eventually } from './eventually';
import { follow, issuer, noon, sampleAttempt, sampleIncident, sampleVersion, versionIdOf } from './samples';
import type { Rule, Subject } from './subject';

const later = plusSeconds(noon, 3600);

/** What the due index promises. */
export const ledgerDueRules: Rule[] = [
  {
    name: 'heads, versions, attempts, incidents and entries to be told are due with what they are',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const versionId = versionIdOf(keyId);
      const incident = sampleIncident(keyId, versionId, { due: { at: noon, kind: 'contain' } });
      const versions = [sampleVersion(keyId, versionId, { due: { at: noon, kind: 'retire' } })];
      const attempts = [sampleAttempt(keyId, versionIdOf(`${keyId}+1`))];
      const change = follow(head, { due: { at: noon, kind: 'rotate' } });
      await subject.ledger.record({ ...change, publish: true, versions, attempts, incidents: [incident] });
      const items = await dueOf(subject, keyId, later, 5);
      expect(items.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
        { chain: keyId, id: incident.incidentId, kind: 'contain', at: noon, issuer },
        { chain: keyId, id: '2', kind: 'publish', at: plusSeconds(noon, 60) },
        { chain: keyId, id: versionId, kind: 'retire', at: noon, issuer },
        { chain: keyId, id: '', kind: 'rotate', at: noon, issuer },
        { chain: keyId, id: attempts[0]?.versionId, kind: 'search', at: noon, issuer },
      ]);
    },
  },
  {
    name: 'what falls due at that very moment is due, a millisecond later is not',
    async holds(subject) {
      const { head } = await registered(subject, { due: { at: noon, kind: 'rotate' } });
      expect(await dueOf(subject, head.keyId, noon, 1)).toHaveLength(1);
      expect(await dueOf(subject, head.keyId, plusSeconds(noon, -0.001), 0)).toEqual([]);
    },
  },
  {
    name: 'due items come oldest first, and so many of a shard at most',
    async holds(subject) {
      const early = (second: number): Instant => plusSeconds('2020-01-01T00:00:00.000Z' as Instant, second);
      for (const second of [5, 3, 9, 1, 7, 2, 8, 4, 6]) {
        await registered(subject, { due: { at: early(second), kind: 'rotate' } });
      }
      await eventually(async () => {
        const all = await collect(subject.ledger.due(early(9), 100));
        expect(all.map((item) => item.at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map(early));
      });
      const some = await collect(subject.ledger.due(early(9), 1));
      expect(some.length).toBeLessThanOrEqual(4);
      expect(some[0]?.at).toBe(early(1));
    },
  },
  {
    name: 'what is no longer due leaves the index',
    async holds(subject) {
      const { head } = await registered(subject, { due: { at: noon, kind: 'rotate' } });
      await subject.ledger.record(follow(head, { due: undefined }));
      expect(await dueOf(subject, head.keyId, later, 0)).toEqual([]);
    },
  },
  {
    name: 'a due time is moved on once: who read the old one comes too late',
    async holds(subject) {
      const { head } = await registered(subject, { due: { at: noon, kind: 'rotate' } });
      const [item] = await dueOf(subject, head.keyId, later, 1);
      if (!item) throw new Error('nothing due');
      expect(await subject.ledger.postpone({ item, until: later })).toBe(true);
      expect(await subject.ledger.postpone({ item, until: plusSeconds(later, 5) })).toBe(false);
      expect((await subject.ledger.key(head.keyId))?.due).toEqual({ at: later, kind: 'rotate' });
      expect(await dueOf(subject, head.keyId, later, 1)).toEqual([{ ...item, at: later }]);
    },
  },
  {
    name: 'several due times are moved on together or not at all',
    async holds(subject) {
      const heads = await Promise.all(
        Array.from({ length: 30 }, async () => {
          const { head } = await registered(subject, { due: { at: noon, kind: 'rotate' } });
          return head;
        }),
      );
      const found = await Promise.all(heads.map(({ keyId }) => dueOf(subject, keyId, later, 1)));
      const moves = found.flat().map((item) => ({ item, until: later }));
      const [overtaken, ...others] = moves;
      if (!overtaken || moves.length < 30) throw new Error('not all are due');
      const dues = async () => {
        const now = await subject.ledger.heads(heads.map(({ keyId }) => keyId));
        return heads.map(({ keyId }) => now.get(keyId)?.due?.at);
      };
      expect(await subject.ledger.postpone(overtaken)).toBe(true);
      expect(await subject.ledger.postponeAll(moves)).toBe(false);
      // As an index that lags can name it.
      expect(await subject.ledger.postponeAll([...others, ...others.slice(0, 1)])).toBe(false);
      expect(await dues()).toEqual([later, ...others.map(() => noon)]);
      expect(await subject.ledger.postponeAll(others)).toBe(true);
      expect(await dues()).toEqual(heads.map(() => later));
      expect(await subject.ledger.postponeAll(others)).toBe(false);
    },
  },
  {
    name: 'an entry that was told is no longer due, and stays as it was',
    async holds(subject) {
      const { head } = await registered(subject);
      const next = { ...follow(head), publish: true };
      await subject.ledger.record(next);
      const [item] = await dueOf(subject, head.keyId, later, 1);
      if (!item) throw new Error('nothing due');
      expect(await subject.ledger.postpone({ item, until: later })).toBe(true);
      await subject.ledger.published(head.keyId, 2);
      expect(await dueOf(subject, head.keyId, later, 0)).toEqual([]);
      await expect(subject.ledger.published(head.keyId, 2)).resolves.toBeUndefined();
      expect(await collect(subject.ledger.entries(head.keyId, 2))).toEqual([next.entry]);
    },
  },
  {
    name: 'what a probe saw is noted while the version is revoked, outside the chain, and not afterwards',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const versionId = versionIdOf(keyId);
      const revoked = sampleVersion(keyId, versionId, { state: 'revoked', due: { at: noon, kind: 'prove' } });
      const first = { ...follow(head), versions: [revoked] };
      await subject.ledger.record(first);
      await subject.ledger.noteProbe(keyId, versionId, { refusals: 1, dueAt: later });
      const noted = { ...revoked, refusals: 1, due: { at: later, kind: 'prove' } };
      expect(await subject.ledger.version(keyId, versionId)).toEqual(noted);
      expect(await dueOf(subject, keyId, later, 1)).toMatchObject([{ id: versionId, at: later, kind: 'prove' }]);
      const dead = sampleVersion(keyId, versionId, { state: 'dead', refusals: 2 });
      await subject.ledger.record({ ...follow(first.head), versions: [dead] });
      await subject.ledger.noteProbe(keyId, versionId, { refusals: 1, dueAt: later });
      expect(await subject.ledger.version(keyId, versionId)).toEqual(dead);
      expect((await subject.ledger.key(keyId))?.sequence).toBe(3);
    },
  },
  {
    name: 'a look at a key is planned once, with a transition, and moved on like anything else that is due',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      expect(await subject.ledger.health(keyId)).toBeUndefined();
      const first = { ...follow(head), checkAt: noon };
      await subject.ledger.record(first);
      const second = { ...follow(first.head), checkAt: later };
      await subject.ledger.record(second);
      expect(await subject.ledger.health(keyId)).toEqual({ keyId, hindrances: [], due: { at: noon, kind: 'check' } });
      const [item] = await dueOf(subject, keyId, later, 1);
      if (!item) throw new Error('nothing due');
      expect(item).toEqual({ chain: keyId, id: '', kind: 'check', at: noon, issuer });
      expect(await subject.ledger.postpone({ item, until: later })).toBe(true);
      expect(await subject.ledger.postpone({ item, until: later })).toBe(false);
      expect((await subject.ledger.health(keyId))?.due?.at).toBe(later);
      expect(await subject.ledger.key(keyId)).toEqual(JSON.parse(JSON.stringify(second.head)));
    },
  },
  {
    name: 'the health of a key is noted outside the chain, by whoever still finds the look due as it was',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const planned = { keyId, hindrances: [], due: { at: noon, kind: 'check' as const } };
      expect(await subject.ledger.noteHealth(planned, issuer, noon)).toBe(false);
      expect(await subject.ledger.noteHealth(planned, issuer, undefined)).toBe(true);
      expect(await subject.ledger.noteHealth(planned, issuer, undefined)).toBe(false);
      const hindrances = [{ what: 'slot' as const, reason: 'two of two are taken' }];
      const due = { at: later, kind: 'check' as const };
      const seen = { keyId, checkedAt: noon, hindrances, secondsToDeath: 12.5, due };
      expect(await subject.ledger.noteHealth(seen, issuer, noon)).toBe(true);
      expect(await subject.ledger.noteHealth(seen, issuer, noon)).toBe(false);
      expect(await subject.ledger.health(keyId)).toEqual(seen);
      expect(await dueOf(subject, keyId, later, 1)).toEqual([
        { chain: keyId, id: '', kind: 'check', at: later, issuer },
      ]);
      const released = { keyId, hindrances: [] };
      expect(await subject.ledger.noteHealth(released, issuer, later)).toBe(true);
      expect(await subject.ledger.health(keyId)).toEqual(released);
      expect(await dueOf(subject, keyId, later, 0)).toEqual([]);
      await subject.ledger.record({ ...follow(head), checkAt: later });
      expect(await subject.ledger.health(keyId)).toEqual({ ...released, due });
      expect((await subject.ledger.key(keyId))?.sequence).toBe(2);
    },
  },
];

/** The key's own due items, once there are as many as expected. */
async function dueOf(subject: Subject, chain: ChainId, until: Instant, expected: number): Promise<DueItem[]> {
  return eventually(async () => {
    const all = await collect(subject.ledger.due(until, 1000));
    const own = all.filter((item) => item.chain === chain);
    expect(own).toHaveLength(expected);
    return own;
  });
}
