import { randomBytes } from 'node:crypto';
import type { Fingerprint, IssuerName, VersionId } from '../../lib/model/ids';
import { chainEntry } from '../../lib/model/ledger/chain';
import type { Installation } from '../../lib/model/ledger/installation';
import { plusSeconds } from '../../lib/model/instant';
import type { InstallationTransition, Page } from '../../lib/ports';
import { registered } from './ledger-write-rules';
import { collect } from './collect';
import { eventually } from './eventually';
import { follow, noon, sampleAttempt, sampleIncident, sampleVersion, versionIdOf } from './samples';
import type { Rule } from './subject';

/** What reads and listings promise, and the installation. */
export const ledgerReadRules: Rule[] = [
  {
    name: 'entries come in order of sequence, over more than a megabyte, from where asked',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html',
    async holds(subject) {
      let { head } = await registered(subject);
      const filler = 'x'.repeat(120_000);
      for (let n = 2; n <= 12; n++) {
        const next = follow(head, {}, undefined, { filler, n });
        await subject.ledger.record(next);
        head = next.head;
      }
      const all = await collect(subject.ledger.entries(head.keyId));
      expect(all.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(all.at(-1)?.hash).toBe(head.headHash);
      const some = await collect(subject.ledger.entries(head.keyId, 11));
      expect(some.map((entry) => entry.sequence)).toEqual([11, 12]);
    },
  },
  {
    name: 'versions and incidents of a key are its own, all of them',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const ids = ['a', 'b', 'c'].map((name) => versionIdOf(name + keyId)).toSorted();
      const versions = ids.map((id) => sampleVersion(keyId, id));
      const incidents = ids.map((id) => sampleIncident(keyId, id));
      await subject.ledger.record({ ...follow(head), versions, incidents });
      expect(await subject.ledger.versions(keyId)).toEqual(versions);
      expect(await subject.ledger.incidents(keyId)).toEqual(incidents);
      const [incident] = incidents;
      if (!incident) throw new Error('no incident');
      expect(await subject.ledger.incident(keyId, incident.incidentId)).toEqual(incident);
      expect(await subject.ledger.versions((await registered(subject)).head.keyId)).toEqual([]);
    },
  },
  {
    name: 'versions are found by how their ids begin, and given-up attempts are listed until they ended',
    async holds(subject) {
      const { head } = await registered(subject);
      const { keyId } = head;
      const ids = ['a', 'b'].map((name) => versionIdOf(name + keyId));
      const [first, second] = ids as [VersionId, VersionId];
      const attempts = ids.toSorted().map((id) => sampleAttempt(keyId, id));
      const given = { ...follow(head), versions: ids.map((id) => sampleVersion(keyId, id)), attempts };
      await subject.ledger.record(given);
      expect(await subject.ledger.versionsNamed(keyId, first.slice(0, 13))).toEqual([sampleVersion(keyId, first)]);
      expect(await subject.ledger.versionsNamed(keyId, 'nothing-of-it')).toEqual([]);
      expect(await subject.ledger.attempts(keyId)).toEqual(attempts);
      await subject.ledger.record({ ...follow(given.head), endedAttempts: [first] });
      expect(await subject.ledger.attempts(keyId)).toEqual([sampleAttempt(keyId, second)]);
    },
  },
  {
    name: 'the table has an id of its own, and it is the epoch of an installation that was made in it',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html',
    async holds(subject) {
      const { epoch } = await subject.ledger.installation();
      expect(await subject.ledger.tableId()).toBe(epoch);
      expect(await subject.otherLedger.tableId()).toBe(epoch);
    },
  },
  {
    name: '250 fingerprints are looked up at once, and those unknown are left out',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html',
    async holds(subject) {
      const { head } = await registered(subject);
      const known = Array.from({ length: 90 }, fingerprint);
      const versionId = versionIdOf(head.keyId);
      await subject.ledger.record({
        ...follow(head),
        fingerprints: known.map((one) => ({ fingerprint: one, versionId })),
      });
      const unknown = Array.from({ length: 160 }, fingerprint);
      const found = await subject.ledger.locate([...unknown, ...known, ...known.slice(0, 3)]);
      expect([...found.keys()].toSorted()).toEqual(known.toSorted());
      expect(found.get(known[0] as Fingerprint)).toEqual({ keyId: head.keyId, versionId });
    },
  },
  {
    name: 'a public id is found under its issuer and no other, and stays with the version that had it first',
    async holds(subject) {
      const { head } = await registered(subject);
      const { issuer } = head.manifest;
      const id = subject.fresh();
      const [first, second] = ['first', 'second'].map((name) => versionIdOf(name + head.keyId));
      if (!first || !second) throw new Error('no version ids');
      const named = follow(head);
      await subject.ledger.record({ ...named, publicIds: [{ issuer, id, versionId: first }] });
      await subject.ledger.record({ ...follow(named.head), publicIds: [{ issuer, id, versionId: second }] });
      expect(await subject.ledger.locatePublicId(issuer, id)).toEqual({ keyId: head.keyId, versionId: first });
      expect(await subject.ledger.locatePublicId('another' as IssuerName, id)).toBeUndefined();
      expect(await subject.ledger.locatePublicId(issuer, subject.fresh())).toBeUndefined();
    },
  },
  {
    name: 'all keys are listed once, page by page',
    async holds(subject) {
      const keys: string[] = [];
      for (let n = 0; n < 8; n++) keys.push((await registered(subject)).head.keyId);
      await eventually(async () => {
        const listed = (await pages((after) => subject.ledger.keys(after))).map((head) => head.keyId);
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed).toEqual(expect.arrayContaining(keys));
      });
    },
  },
  {
    name: 'the keys of an owner are listed, page by page, in order of id',
    async holds(subject) {
      const owner = `${subject.fresh()}@example.com`;
      const { head } = await registered(subject);
      const keys: string[] = [];
      for (let n = 0; n < 5; n++) {
        keys.push((await registered(subject, { manifest: { ...head.manifest, owner } })).head.keyId);
      }
      await eventually(async () => {
        const listed = await pages((after) => subject.ledger.keysOf(owner, after));
        expect(listed.map((one) => one.keyId)).toEqual(keys.toSorted());
      });
    },
  },
  {
    name: 'incidents of a month are listed in order of their opening, whatever their key',
    async holds(subject) {
      const opened = [40, 10, 30, 20].map((second) => plusSeconds(noon, second - 40 * 86_400));
      for (const openedAt of opened) {
        const { head } = await registered(subject);
        const incident = sampleIncident(head.keyId, versionIdOf(head.keyId), { openedAt });
        await subject.ledger.record({ ...follow(head), incidents: [incident] });
      }
      await eventually(async () => {
        const listed = await pages((after) => subject.ledger.allIncidents('2026-10', after));
        expect(listed.map((incident) => incident.openedAt)).toEqual(opened.toSorted());
      });
    },
  },
  {
    name: 'the installation is made once, whoever asks first, and its chain begins with it',
    async holds(subject) {
      const [one, other] = await Promise.all([subject.ledger.installation(), subject.otherLedger.installation()]);
      expect(other.installationId).toBe(one.installationId);
      expect(one.epoch).not.toBe('');
      const [first] = await collect(subject.ledger.entries('INSTALLATION'));
      expect(first).toMatchObject({ sequence: 1, type: 'installation-created' });
    },
  },
  {
    name: 'an entry of the installation is recorded in sequence, and what is to be recorded once is',
    async holds(subject) {
      const before = await subject.ledger.installation();
      const once = subject.fresh();
      expect(await subject.ledger.recordInstallation({ ...after(before, { n: 1 }), once })).toEqual({
        kind: 'recorded',
      });
      const now = await subject.ledger.installation();
      expect(now.sequence).toBe(before.sequence + 1);
      expect(await subject.ledger.recordInstallation({ ...after(now, { n: 2 }), once })).toEqual({
        kind: 'done_before',
      });
      const stale = await subject.ledger.recordInstallation(after(before, { n: 3 }));
      expect(stale).toEqual({ kind: 'stale', installation: now });
    },
  },
  {
    name: 'an installation entry repeated whole is recorded once',
    async holds(subject) {
      const before = await subject.ledger.installation();
      const transition = { ...after(before, { again: true }), once: subject.fresh() };
      expect(await subject.ledger.recordInstallation(transition)).toEqual({ kind: 'recorded' });
      expect(await subject.ledger.recordInstallation(transition)).toEqual({ kind: 'recorded' });
      expect((await subject.ledger.installation()).sequence).toBe(before.sequence + 1);
    },
  },
];

function fingerprint(): Fingerprint {
  return `k#raw#${randomBytes(32).toString('hex')}` as Fingerprint;
}

async function pages<T>(page: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const one = await page(next);
    expect(one.items.length).toBeLessThanOrEqual(3);
    items.push(...one.items);
    next = one.next;
  } while (next !== undefined);
  return items;
}

function after(before: Installation, evidence: Record<string, number | boolean>): InstallationTransition {
  const draft = { chain: 'INSTALLATION', type: 'unknown-credential-found', at: noon, actor: 'tester', evidence };
  const entry = chainEntry(before, draft as Parameters<typeof chainEntry>[1]);
  const installation = { ...before, sequence: entry.sequence, headHash: entry.hash };
  return { expectedSequence: before.sequence, installation, entry, publish: false };
}
