import { madeSecret } from './secret-token-rules';
import type { Rule } from './subject';

const tagging = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html';

/** What tags promise. */
export const secretTagRules: Rule[] = [
  {
    name: 'tags come beside those that are there, and take the place of those of the same name',
    page: tagging,
    async holds(subject) {
      const { name, arn } = await madeSecret(subject, { team: 'shop', 'rekey:key': 'shop/a' });
      await subject.secrets.tag(arn, { 'rekey:key': 'shop/b', 'rekey:issuer': 'unleash' });
      const tags = { team: 'shop', 'rekey:key': 'shop/b', 'rekey:issuer': 'unleash' };
      expect((await subject.secrets.describe(name))?.tags).toEqual(tags);
    },
  },
  {
    name: 'a tag changes neither value nor labels',
    page: tagging,
    async holds(subject) {
      const { name, first, value } = await madeSecret(subject);
      await subject.secrets.tag(name, { team: 'shop' });
      const found = await subject.secrets.read(name, { label: 'AWSCURRENT' });
      expect(found).toMatchObject({ versionId: first, labels: ['AWSCURRENT'] });
      expect(found?.value.reveal()).toBe(value.reveal());
    },
  },
  {
    name: 'a secret that is not there cannot be tagged',
    page: tagging,
    async holds(subject) {
      await expect(subject.secrets.tag(subject.fresh(), { team: 'shop' })).rejects.toMatchObject({ code: 'not_found' });
    },
  },
];
