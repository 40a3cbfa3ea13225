import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createIssuer } from '../../../lib/issuers/create-issuer';
import { type Endpoint, startEndpoint } from '../../../lib/local/endpoint';
import { issuerNameSchema } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Issuer } from '../../../lib/ports/issuer';
import { itConforms } from '../conformance';
import { realClock } from '../real-clock';

jest.setTimeout(60_000);

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const listBuckets = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Lists', Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 's3:GetObject'], Resource: '*' }],
};
const sameInOtherWords = {
  Statement: { Resource: ['*'], Action: ['s3:getobject', 's3:ListAllMyBuckets'], Effect: 'Allow' },
  Version: '2012-10-17',
};

describe('access keys of IAM users, at an endpoint that enforces IAM', () => {
  let endpoint: Endpoint;
  let iam: IAMClient;
  let issuer: Issuer;
  let makeIssuer: (settings?: Record<string, string>) => Issuer;
  let users = 0;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    const { url, region, credentials } = endpoint;
    iam = new IAMClient({ endpoint: url, region, credentials });
    makeIssuer = (settings = {}) =>
      createIssuer(
        { name: issuerNameSchema.parse('iam'), kind: 'aws-iam', settings },
        {
          adminCredential: () => Promise.reject(new Error('there is none')),
          clock: realClock,
          aws: { endpoint: url, region, credentials },
        },
      );
    issuer = makeIssuer();
    await makeUser('conforming', listBuckets, readOnly);
  });

  afterAll(() => endpoint?.stop());

  async function makeUser(UserName: string, document: object, PolicyArn?: string): Promise<void> {
    await iam.send(new CreateUserCommand({ UserName, Path: '/rekey/' }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: JSON.stringify(document) }));
    if (PolicyArn !== undefined) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  }

  async function freshUser(): Promise<{ user: string; allow: Record<string, unknown>[] }> {
    const user = `user-${++users}`;
    await makeUser(user, listBuckets);
    return { user, allow: [{ user, inline: listBuckets }] };
  }

  const mint = (allow: Record<string, unknown>[]) =>
    issuer.mint({ label: 'rekey-x', grant: issuer.normalizeGrant(allow).grant });

  itConforms(
    () => ({
      issuer,
      allow: [{ user: 'conforming', policies: [readOnly], inline: listBuckets }],
      sameAllow: [{ inline: [sameInOtherWords], user: 'conforming' }, { policies: [readOnly] }],
      pollMs: 100,
    }),
    20_000,
  );

  describe('when users outside the path are named', () => {
    it('lists their access keys as well, and those of nobody else there', async () => {
      for (const UserName of ['named-outside', 'unnamed-outside']) {
        await iam.send(new CreateUserCommand({ UserName, Path: '/people/' }));
        await iam.send(new CreateAccessKeyCommand({ UserName }));
      }
      const named = makeIssuer({ users: 'people/named-outside' });

      const listed = (await named.find({})).map(({ ref }) => ref.principal);

      expect(listed).toContain('named-outside');
      expect(listed).not.toContain('unnamed-outside');
      expect((await issuer.find({})).map(({ ref }) => ref.principal)).not.toContain('named-outside');
    });
  });

  describe('when the user has two access keys', () => {
    it('is not asked for a third one, though the endpoint would give it', async () => {
      const { user, allow } = await freshUser();
      await mint(allow);
      await iam.send(new CreateAccessKeyCommand({ UserName: user }));

      await expect(mint(allow)).rejects.toMatchObject({ kind: 'quota' });

      const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: user }));
      expect(AccessKeyMetadata).toHaveLength(2);
    });
  });

  describe('when the user may do more than declared', () => {
    it.each([
      [
        'by an attached policy',
        async (UserName: string) => {
          await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: readOnly }));
        },
        readOnly,
      ],
      [
        'by an inline policy',
        async (UserName: string) => {
          const wide = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
          const PolicyDocument = JSON.stringify(wide);
          await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'wide', PolicyDocument }));
        },
        'inline policy that is not declared',
      ],
    ])('%s, no key is minted, and the refusal says why', async (_, widen, said) => {
      const { user, allow } = await freshUser();
      await widen(user);

      await expect(mint(allow)).rejects.toMatchObject({
        kind: 'invalid_grant',
        message: expect.stringContaining(said) as string,
      });

      expect(await issuer.find({ principal: user })).toEqual([]);
    });

    it('by a group, no key is minted', async () => {
      const { user, allow } = await freshUser();
      await iam.send(new CreateGroupCommand({ GroupName: 'admins' }));
      await iam.send(new AddUserToGroupCommand({ GroupName: 'admins', UserName: user }));

      await expect(mint(allow)).rejects.toMatchObject({ kind: 'invalid_grant' });
    });

    it('is seen at a key that exists already', async () => {
      const { user, allow } = await freshUser();
      const { ref } = await mint(allow);
      await iam.send(new AttachUserPolicyCommand({ UserName: user, PolicyArn: readOnly }));

      const grant = (await issuer.inspect(ref))?.grant;

      expect(grant).toEqual(issuer.normalizeGrant([{ user, inline: listBuckets, policies: [readOnly] }]).grant);
    });
  });

  it('refuses a disabled key, which keeps its slot', async () => {
    const { allow } = await freshUser();
    const { ref, material } = await mint(allow);

    await issuer.disable?.(ref);

    expect(await issuer.verify(material)).toEqual({ kind: 'dead' });
    expect((await issuer.inspect(ref))?.state).toBe('disabled');
    await issuer.enable?.(ref);
    expect((await issuer.verify(material)).kind).toBe('alive');
    await issuer.revoke(ref);
    await expect(issuer.enable?.(ref)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('finds the user of a key by its id alone', async () => {
    const { allow } = await freshUser();
    const { ref, material } = await mint(allow);

    await issuer.revoke({ id: ref.id, label: '' });

    expect(await issuer.verify(material)).toEqual({ kind: 'dead' });
  });

  it('says of a user that does not exist that it has to be made', async () => {
    await expect(mint([{ user: 'nobody' }])).rejects.toMatchObject({ kind: 'invalid_grant' });
  });

  describe('when sessions are ended', () => {
    const before = instantOf(1_790_000_000_500);
    const later = instantOf(1_790_000_060_000);
    const policyOf = async (UserName: string) => {
      const request = new GetUserPolicyCommand({ UserName, PolicyName: 'RekeySessionsBefore' });
      const { PolicyDocument = '' } = await iam.send(request);
      return JSON.parse(decodeURIComponent(PolicyDocument)) as unknown;
    };

    it('denies everything to what was issued before, which is no part of the grant', async () => {
      const { user, allow } = await freshUser();
      const { ref } = await mint(allow);

      await issuer.endSessions?.(ref, before);

      const moment = '2026-09-21T14:13:21Z';
      expect(await policyOf(user)).toMatchObject({
        Statement: [
          { Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': moment } } },
        ],
      });
      expect((await issuer.inspect(ref))?.grant).toEqual(issuer.normalizeGrant(allow).grant);
    });

    it('keeps the later of two moments, and lifts only what was not overtaken', async () => {
      const { user, allow } = await freshUser();
      const { ref } = await mint(allow);
      await issuer.endSessions?.(ref, later);
      const denial = await policyOf(user);

      await issuer.endSessions?.(ref, before);
      await issuer.liftSessionEnd?.(ref, before);

      expect(await policyOf(user)).toEqual(denial);
      await issuer.liftSessionEnd?.(ref, later);
      await expect(policyOf(user)).rejects.toMatchObject({ name: expect.stringContaining('NoSuchEntity') as string });
    });
  });

  it('acts in another account by a role with an external id', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
      request.on('end', () => response.writeHead(403, { 'content-type': 'text/xml' }).end(denied));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const roleArn = 'arn:aws:iam::210987654321:role/rekey';
    const { region, credentials } = endpoint;
    const abroad = createIssuer(
      {
        name: issuerNameSchema.parse('abroad'),
        kind: 'aws-iam',
        settings: { roleArn, externalId: 'rekey-of-example' },
      },
      {
        adminCredential: () => Promise.reject(new Error('there is none')),
        clock: realClock,
        aws: { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region, credentials },
      },
    );

    await expect(abroad.checkAdmin()).rejects.toMatchObject({ kind: 'forbidden' });
    server.close();

    const [request, ...others] = asked.map((body) => Object.fromEntries(new URLSearchParams(body)));
    expect(others).toEqual([]);
    expect(request).toMatchObject({ Action: 'AssumeRole', RoleArn: roleArn, ExternalId: 'rekey-of-example' });
  });
});

const denied =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
