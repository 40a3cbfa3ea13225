import { madeSecret, text, token } from './secret-token-rules';
import type { Rule } from './subject';

const api = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';
const moves = `${api}/API_UpdateSecretVersionStage.html`;

/** What a staging label promises. */
export const secretLabelRules: Rule[] = [
  {
    name: 'a pending version is not current, and keeps its label when it becomes so',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const next = token();
      await subject.secrets.putPending(name, next, text());
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(first);
      await subject.secrets.promote(name, { from: first, to: next });
      const promoted = await subject.secrets.read(name, { label: 'AWSCURRENT' });
      expect(promoted?.versionId).toBe(next);
      expect(promoted?.labels.toSorted()).toEqual(['AWSCURRENT', 'AWSPENDING']);
    },
  },
  {
    name: 'a move of AWSCURRENT moves AWSPREVIOUS to the version before',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const [second, third] = [token(), token()];
      await subject.secrets.putPending(name, second, text());
      await subject.secrets.promote(name, { from: first, to: second });
      await subject.secrets.putPending(name, third, text());
      await subject.secrets.promote(name, { from: second, to: third });
      expect(await subject.outsider.get(name, { label: 'AWSPREVIOUS' })).toMatchObject({ ok: { versionId: second } });
    },
  },
  {
    name: 'AWSCURRENT does not move from a version that does not hold it',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const [second, third] = [token(), token()];
      await subject.outsider.put(name, second, 'second', ['second']);
      await subject.outsider.put(name, third, 'third', ['third']);
      expect(await subject.secrets.promote(name, { from: first, to: second })).toEqual({ kind: 'moved' });
      expect(await subject.secrets.promote(name, { from: first, to: third })).toEqual({ kind: 'refused' });
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(second);
    },
  },
  {
    name: 'a promotion repeated is refused, and changes nothing',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const next = token();
      await subject.secrets.putPending(name, next, text());
      await subject.secrets.promote(name, { from: first, to: next });
      expect(await subject.secrets.promote(name, { from: first, to: next })).toEqual({ kind: 'refused' });
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(next);
    },
  },
  {
    name: 'a promotion of a version that does not exist is refused, and changes nothing',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      expect(await subject.secrets.promote(name, { from: first, to: token() })).toEqual({ kind: 'refused' });
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(first);
    },
  },
  {
    name: 'of eight racing promotions one wins',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const candidates = Array.from({ length: 8 }, token);
      for (const candidate of candidates) await subject.outsider.put(name, candidate, 'candidate', [`of-${candidate}`]);
      const outcomes = await Promise.all(candidates.map((to) => subject.secrets.promote(name, { from: first, to })));
      const winners = candidates.filter((_, index) => outcomes[index]?.kind === 'moved');
      expect(winners).toHaveLength(1);
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(winners[0]);
    },
  },
  {
    name: 'a version without labels is readable by its id',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html',
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const [lost, next] = [token(), token()];
      const value = text();
      await subject.secrets.putPending(name, lost, value);
      await subject.secrets.putPending(name, next, text());
      const read = await subject.secrets.read(name, { versionId: lost });
      expect(read?.value.reveal()).toBe(value.reveal());
      expect(read?.labels).toEqual([]);
      expect((await subject.secrets.describe(name))?.versions).not.toHaveProperty(lost);
    },
  },
  {
    name: 'AWSPENDING is on one version, the newest',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const [older, newer] = [token(), token()];
      await subject.secrets.putPending(name, older, text());
      await subject.secrets.putPending(name, newer, text());
      const labels = Object.entries(await subject.outsider.labels(name));
      expect(labels.filter(([, on]) => on.includes('AWSPENDING')).map(([id]) => id)).toEqual([newer]);
    },
  },
  {
    name: 'a value put without labels takes AWSCURRENT, and leaves AWSPREVIOUS behind',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const foreign = token();
      await subject.outsider.put(name, foreign, 'somebody else');
      expect(await subject.outsider.labels(name)).toEqual({ [foreign]: ['AWSCURRENT'], [first]: ['AWSPREVIOUS'] });
    },
  },
  {
    name: 'AWSCURRENT cannot be taken away without another holder',
    page: moves,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      expect(await subject.outsider.move(name, 'AWSCURRENT', { from: first })).toHaveProperty('refused');
    },
  },
  {
    name: 'a version id and a label that do not agree find nothing',
    page: `${api}/API_GetSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const next = token();
      await subject.secrets.putPending(name, next, text());
      const answer = await subject.outsider.get(name, { versionId: next, label: 'AWSCURRENT' });
      expect(answer).toHaveProperty('refused');
    },
  },
  {
    name: 'a version that does not exist reads as nothing',
    page: `${api}/API_GetSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      expect(await subject.secrets.read(name, { versionId: token() })).toBeUndefined();
    },
  },
];
