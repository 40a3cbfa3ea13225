import { randomBytes, randomUUID } from 'node:crypto';
import type { VersionId } from '../../lib/model/ids';
import { SecretValue } from '../../lib/model/secret-value';
import type { Rule, Subject } from './subject';

const api = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';

/** What a `ClientRequestToken` promises, and what a value may be. */
export const secretTokenRules: Rule[] = [
  {
    name: 'the first version of a new secret is current at once',
    page: `${api}/API_CreateSecret.html`,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      expect((await subject.secrets.describe(name))?.versions).toMatchObject({ [first]: ['AWSCURRENT'] });
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(first);
    },
  },
  {
    name: 'the first version of a new secret has the id that was asked for',
    page: `${api}/API_CreateSecret.html`,
    async holds(subject) {
      const name = subject.fresh();
      const versionId = token();
      await subject.secrets.create({ name, versionId, value: text(), tags: {} });
      expect((await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId).toBe(versionId);
    },
  },
  {
    name: 'AWS itself names the first version by its token',
    page: `${api}/API_CreateSecret.html`,
    async holds(subject) {
      const name = subject.fresh();
      const versionId = token();
      await subject.outsider.create(name, versionId, 'x');
      expect(await subject.outsider.labels(name)).toEqual({ [versionId]: ['AWSCURRENT'] });
    },
  },
  {
    name: 'a creation repeated with its token and value changes nothing',
    page: `${api}/API_CreateSecret.html`,
    async holds(subject) {
      const request = { name: subject.fresh(), versionId: token(), value: text(), tags: {} };
      const { arn } = await subject.secrets.create(request);
      expect(await subject.secrets.create(request)).toEqual({ arn });
      expect(Object.keys(await subject.outsider.labels(request.name))).toHaveLength(1);
    },
  },
  {
    name: 'a creation under a taken name is a conflict',
    page: `${api}/API_CreateSecret.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const other = { name, versionId: token(), value: text(), tags: {} };
      await expect(subject.secrets.create(other)).rejects.toMatchObject({ code: 'conflict' });
    },
  },
  {
    name: 'tags of a creation are described',
    async holds(subject) {
      const { name } = await madeSecret(subject, { 'rekey:issuer': 'unleash' });
      expect(await subject.secrets.describe(name)).toMatchObject({
        name,
        tags: { 'rekey:issuer': 'unleash' },
        deleted: false,
      });
    },
  },
  {
    name: 'a put repeated with its token and value is ignored, labels included',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const next = token();
      const value = text();
      await subject.secrets.putPending(name, next, value);
      await subject.secrets.promote(name, { from: first, to: next });
      const third = token();
      await subject.secrets.putPending(name, third, text());
      expect(await subject.secrets.putPending(name, next, value)).toEqual({ kind: 'stored' });
      expect(await subject.outsider.labels(name)).toEqual({
        [first]: ['AWSPREVIOUS'],
        [next]: ['AWSCURRENT'],
        [third]: ['AWSPENDING'],
      });
    },
  },
  {
    name: 'a token used again with another value is refused, and the stored value stays',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const next = token();
      const value = text();
      await subject.secrets.putPending(name, next, value);
      expect(await subject.secrets.putPending(name, next, text())).toEqual({ kind: 'taken' });
      expect((await subject.secrets.read(name, { versionId: next }))?.value.reveal()).toBe(value.reveal());
    },
  },
  {
    name: 'a token has at least 32 characters',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      expect(await subject.outsider.put(name, 'short', 'x')).toHaveProperty('refused');
    },
  },
  {
    name: 'a value has 65,536 bytes at most',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
    async holds(subject) {
      const { name } = await madeSecret(subject);
      const fits = new SecretValue('é'.repeat(32_768));
      await expect(subject.secrets.putPending(name, token(), fits)).resolves.toEqual({ kind: 'stored' });
      const larger = new SecretValue(`${'é'.repeat(32_768)}x`);
      await expect(subject.secrets.putPending(name, token(), larger)).rejects.toMatchObject({ code: 'bad_input' });
    },
  },
  {
    name: 'AWS itself refuses a larger value',
    page: `${api}/API_PutSecretValue.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      expect(await subject.outsider.put(name, token(), 'x'.repeat(65_537))).toHaveProperty('refused');
    },
  },
  {
    name: 'a secret that does not exist reads as nothing, and nothing can be put into it',
    async holds(subject) {
      const name = subject.fresh();
      expect(await subject.secrets.describe(name)).toBeUndefined();
      expect(await subject.secrets.read(name, { label: 'AWSCURRENT' })).toBeUndefined();
      await expect(subject.secrets.putPending(name, token(), text())).rejects.toMatchObject({ code: 'not_found' });
    },
  },
  {
    name: 'a secret scheduled for deletion says so and cannot be read',
    page: `${api}/API_DeleteSecret.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      await subject.outsider.remove(name);
      expect(await subject.secrets.describe(name)).toMatchObject({ deleted: true });
      await expect(subject.secrets.read(name, { label: 'AWSCURRENT' })).rejects.toMatchObject({ code: 'refused' });
    },
  },
  {
    name: 'nothing can be put into a secret scheduled for deletion',
    page: `${api}/API_DeleteSecret.html`,
    async holds(subject) {
      const { name } = await madeSecret(subject);
      await subject.outsider.remove(name);
      await expect(subject.secrets.putPending(name, token(), text())).rejects.toMatchObject({ code: 'refused' });
    },
  },
];

/** A fresh `ClientRequestToken`. */
export function token(): VersionId {
  return randomUUID() as VersionId;
}

/** A fresh value. */
export function text(): SecretValue {
  return new SecretValue(randomBytes(12).toString('hex'));
}

/** A new secret with its first version. */
export async function madeSecret(
  subject: Subject,
  tags: Record<string, string> = {},
): Promise<{ name: string; first: VersionId; arn: string; value: SecretValue }> {
  const name = subject.fresh();
  const value = text();
  const { arn } = await subject.secrets.create({ name, versionId: token(), value, tags });
  // Read back, so that an endpoint that gives the first version an id of its own fails the rows about that only.
  const first = (await subject.secrets.read(name, { label: 'AWSCURRENT' }))?.versionId;
  if (first === undefined) throw new Error('a new secret has no current version');
  return { name, first, arn, value };
}
