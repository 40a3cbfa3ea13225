import { reminderAt } from '../../lib/model/schedule/reminder-schedule';
import { plusSeconds } from '../../lib/model/instant';
import type { Tally } from '../../lib/model/leaks/tally';
import { eventually } from './eventually';
import { registered } from './ledger-write-rules';
import { follow, noon, sampleIncident, versionIdOf } from './samples';
import type { Rule } from './subject';

/** What is promised of incidents that wait for a person, and of what senders of reports are counted by. */
export const ledgerHoldRules: Rule[] = [
  {
    name: 'a tally comes back as it was kept, and is nothing before',
    async holds(subject) {
      const sender = subject.fresh();
      expect(await subject.ledger.tally(sender)).toBeUndefined();
      const tally = tallyOf(sender, 1);
      expect(await subject.ledger.keepTally(tally)).toBe(true);
      expect(await subject.otherLedger.tally(sender)).toEqual(tally);
    },
  },
  {
    name: 'of eight that race to change a tally one wins, and it is the one that stands there',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html',
    async holds(subject) {
      const sender = subject.fresh();
      for (const revision of [1, 2]) {
        const rivals = Array.from({ length: 8 }, (_, n) => tallyOf(sender, revision, n));
        const kept = await Promise.all(
          rivals.map((rival, n) => (n % 2 ? subject.otherLedger : subject.ledger).keepTally(rival)),
        );
        expect(kept.filter(Boolean)).toHaveLength(1);
        expect(await subject.ledger.tally(sender)).toEqual(rivals[kept.indexOf(true)]);
      }
      expect(await subject.ledger.keepTally(tallyOf(sender, 2))).toBe(false);
      expect(await subject.ledger.keepTally(tallyOf(sender, 4))).toBe(false);
    },
  },
  {
    name: 'incidents that are held are listed in order of their opening, page by page, until they are not',
    async holds(subject) {
      const ids: string[] = [];
      for (const second of [30, 10, 40, 20]) {
        const { head } = await registered(subject);
        const openedAt = plusSeconds(noon, second - 400 * 86_400);
        const at = reminderAt(openedAt, 0);
        const incident = sampleIncident(head.keyId, versionIdOf(head.keyId), {
          openedAt,
          state: 'held',
          reminder: { at, sent: 0 },
          due: { kind: 'remind', at },
        });
        const holding = { ...follow(head), incidents: [incident] };
        await subject.ledger.record(holding);
        if (second !== 40) ids[second / 10] = incident.incidentId;
        const decided = { ...incident, state: 'closed' as const, reminder: undefined, due: undefined };
        if (second === 40) await subject.ledger.record({ ...follow(holding.head), incidents: [decided] });
      }
      await eventually(async () => {
        const listed: string[] = [];
        let next: string | undefined;
        do {
          const page = await subject.ledger.heldIncidents(next);
          expect(page.items.length).toBeLessThanOrEqual(3);
          listed.push(...page.items.map(({ incidentId }) => incidentId));
          next = page.next;
        } while (next !== undefined);
        expect(listed).toEqual(ids.filter((id) => id !== undefined));
      });
    },
  },
];

function tallyOf(sender: string, revision: number, n = 0): Tally {
  const keys = [{ keyId: `k/${n}` as Tally['keys'][number]['keyId'], at: noon }];
  return { sender, revision, keys, parted: [{ reportId: 'r', counted: [1, 2] }] };
}
