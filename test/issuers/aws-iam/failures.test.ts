import { randomBytes } from 'node:crypto';
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { createIssuer } from '../../../lib/issuers/create-issuer';
import { issuerNameSchema } from '../../../lib/model/ids';
import { SecretValue } from '../../../lib/model/secret-value';
import { stillClock } from '../recorded-world';

const iam = mockClient(IAMClient);
const sts = mockClient(STSClient);
const issuer = createIssuer(
  { name: issuerNameSchema.parse('iam'), kind: 'aws-iam' },
  { adminCredential: () => Promise.resolve({}), clock: stillClock, aws: { region: 'us-east-1' } },
);
const ref = { id: 'AKIA', label: '', principal: 'ci' };
const { grant } = issuer.normalizeGrant([{ user: 'ci' }]);

function answer(name: string, httpStatusCode?: number, code?: string): Error {
  return Object.assign(new Error('what AWS said'), { name, code, $metadata: { httpStatusCode } });
}

beforeEach(() => {
  iam.reset();
  sts.reset();
  iam.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [] });
  iam.on(ListAttachedUserPoliciesCommand).resolves({ AttachedPolicies: [] });
  iam.on(ListGroupsForUserCommand).resolves({ Groups: [] });
  iam.on(ListUserPoliciesCommand).resolves({ PolicyNames: [] });
});

describe('minting an access key', () => {
  it.each([
    ['a slot was taken meanwhile', answer('LimitExceededException', 409), 'quota'],
    ['the role may not', answer('AccessDenied', 403), 'forbidden'],
    ['the credential is refused', answer('InvalidClientTokenId', 403), 'rejected'],
    ['it is throttled', answer('Throttling', 400), 'throttled'],
    ['AWS failed', answer('ServiceFailureException', 500), 'ambiguous'],
    ['no answer came', answer('TimeoutError'), 'ambiguous'],
    ['the connection was cut', answer('Error', undefined, 'ECONNRESET'), 'ambiguous'],
    ['nobody was reached', answer('Error', undefined, 'ECONNREFUSED'), 'unavailable'],
    ['the answer is unknown', answer('SomethingNew', 400), 'fatal'],
  ])('when %s', async (_, error, kind) => {
    iam.on(CreateAccessKeyCommand).rejects(error);

    await expect(issuer.mint({ label: 'x', grant })).rejects.toMatchObject({ kind });

    expect(iam.commandCalls(CreateAccessKeyCommand)).toHaveLength(1);
  });

  it('is ambiguous when the answer lacks the secret', async () => {
    iam.on(CreateAccessKeyCommand).resolves({});

    await expect(issuer.mint({ label: 'x', grant })).rejects.toMatchObject({ kind: 'ambiguous' });
  });
});

describe('ending an access key', () => {
  it('is done when it is gone', async () => {
    iam.on(DeleteAccessKeyCommand).rejects(answer('NoSuchEntityException', 404));

    await expect(issuer.revoke(ref)).resolves.toBeUndefined();
  });

  it('can be tried again when AWS failed', async () => {
    iam.on(DeleteAccessKeyCommand).rejects(answer('ServiceFailureException', 500));

    await expect(issuer.revoke(ref)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is refused without an id, by which alone a key is known', async () => {
    await expect(issuer.revoke({ label: 'rekey-x' })).rejects.toMatchObject({ kind: 'unsupported' });
  });
});

describe('probing an access key', () => {
  const material = {
    secretAccessKey: new SecretValue(randomBytes(20).toString('hex')),
    accessKeyId: new SecretValue('AKIA'),
  };

  it.each([
    ['InvalidClientTokenId', { kind: 'dead' }],
    ['AccessDenied', { kind: 'alive' }],
  ])('%s means %j', async (name, result) => {
    sts.on(GetCallerIdentityCommand).rejects(answer(name, 403));

    expect(await issuer.verify(material)).toEqual(result);
  });

  it.each([
    ['SignatureDoesNotMatch', 403, 'fatal'],
    ['Throttling', 400, 'throttled'],
    ['InternalFailure', 500, 'unavailable'],
  ])('%s says nothing', async (name, status, kind) => {
    sts.on(GetCallerIdentityCommand).rejects(answer(name, status));

    await expect(issuer.verify(material)).rejects.toMatchObject({ kind });
  });
});
