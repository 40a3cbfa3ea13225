import { discoveryIdSchema } from '../../lib/model/discovery/discovery';
import type { IssuerName } from '../../lib/model/ids';
import { SecretValue } from '../../lib/model/secret-value';
import { sampleCredential, sampleDiscovery } from '../cli/discovered';
import { versionIdOf } from './samples';
import type { Rule, Subject } from './subject';

/** What discoveries and the listing of secrets promise. */
export const discoveryRules: Rule[] = [
  {
    name: 'a discovery comes back as it was saved, part by part',
    async holds(subject) {
      const discovery = fresh(subject);
      const parts = [0, 1].map((part) => ({ part, found: [sampleCredential(`found ${part}`)] }));
      expect(await subject.discoveries.last(discovery.issuer)).toBeUndefined();
      expect(await subject.discoveries.save(discovery, parts)).toBe(true);
      expect(await subject.discoveries.last(discovery.issuer)).toEqual(discovery);
      for (const { part, found } of parts) expect(await subject.discoveries.part(discovery, part)).toEqual(found);
      expect(await subject.discoveries.part(discovery, 2)).toEqual([]);
    },
  },
  {
    name: 'of two that save the same step of a discovery one is first, and the other writes nothing',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html',
    async holds(subject) {
      const discovery = fresh(subject);
      const step = (label: string) => [{ part: 0, found: [sampleCredential(label)] }];
      expect(await subject.discoveries.save(discovery, step('first'))).toBe(true);
      expect(await subject.discoveries.save(discovery, step('second'))).toBe(false);
      expect(await subject.discoveries.save({ ...discovery, revision: 3 }, step('third'))).toBe(false);
      expect(await subject.discoveries.part(discovery, 0)).toMatchObject([{ ref: { label: 'first' } }]);
      expect(await subject.discoveries.save({ ...discovery, revision: 2 })).toBe(true);
    },
  },
  {
    name: 'parts of a discovery that was replaced are not those of the next',
    async holds(subject) {
      const first = fresh(subject);
      const discoveryId = discoveryIdSchema.parse('f'.repeat(32));
      await subject.discoveries.save(first, [{ part: 0, found: [sampleCredential('of the first')] }]);
      await subject.discoveries.save({ ...first, discoveryId, revision: 2 });
      expect(await subject.discoveries.part({ ...first, discoveryId }, 0)).toEqual([]);
    },
  },
  {
    name: 'secrets are listed by the beginning of their names, and by all of the tags',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html',
    async holds(subject) {
      const id = subject.fresh();
      const make = async (name: string, tags: Record<string, string>) => {
        const value = new SecretValue('x');
        return (await subject.secrets.create({ name, versionId: versionIdOf(name), value, tags })).arn;
      };
      const shop = await make(`${id}/shop`, { team: id, open: 'yes' });
      const ci = await make(`${id}/ci`, { team: id, open: 'yes, almost' });
      await make(`not-${id}/shop`, { open: 'yes' });
      const gone = `${id}/gone`;
      await make(gone, { team: id, open: 'yes' });
      await subject.outsider.remove(gone);

      const listed = async (place: Parameters<typeof subject.secrets.list>[0]) => {
        const arns: string[] = [];
        let after: string | undefined;
        do {
          const page = await subject.secrets.list(place, after);
          arns.push(...page.items.map(({ arn }) => arn));
          after = page.next;
        } while (after !== undefined);
        return arns.toSorted();
      };
      expect(await listed({ prefix: `${id}/` })).toEqual([shop, ci].toSorted());
      expect(await listed({ tags: { team: id, open: 'yes' } })).toEqual([shop]);
    },
  },
];

function fresh(subject: Subject) {
  const issuer = `i${subject.fresh().replaceAll('-', '').slice(0, 30)}` as IssuerName;
  return sampleDiscovery({ issuer });
}
