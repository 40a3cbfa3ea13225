import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import canonicalize from 'canonicalize';
import type { Material } from '../../model/secret-format';
import { SecretValue } from '../../model/secret-value';
import type { KeyRef } from '../../model/ledger/version';
import type { Grant, Issuer } from '../../ports/issuer';
import { IssuerError } from '../../ports/issuer-error';
import { ask, type IamContext } from './iam-context';
import { grantDifference, userOf } from './iam-grant';
import { keysOfUser } from './list-keys';
import { readGrant } from './read-grant';

const operation = 'CreateAccessKey';
/** A user's, inactive ones included. */
const slots = 2;

/** Mints an access key, if the user has a free slot and exactly the declared policies: the third key is never asked for, nor one that could do more. @throws IssuerError */
export async function mintKey(
  context: IamContext,
  { grant, label }: Parameters<Issuer['mint']>[0],
): Promise<{ ref: KeyRef; material: Material; grant?: Grant }> {
  const user = userOf(grant);
  await checkRoom(context, user);
  await checkGrant(context, user, grant);
  const request = new CreateAccessKeyCommand({ UserName: user });
  const { AccessKey } = await ask(context, operation, () => context.iam.send(request), { mints: true });
  const { AccessKeyId: id, SecretAccessKey: secret } = AccessKey ?? {};
  if (id === undefined || secret === undefined) {
    throw new IssuerError('ambiguous', `${context.issuer}: ${operation}: the answer lacks the key`, { operation });
  }
  const material = { secretAccessKey: new SecretValue(secret), accessKeyId: new SecretValue(id) };
  return { ref: { id, label, principal: user }, material };
}

async function checkRoom(context: IamContext, user: string): Promise<void> {
  const keys = user === '' ? undefined : await keysOfUser(context, user);
  if (keys === undefined) throw noSuchUser(context, user);
  if (keys.length < slots) return;
  const named = keys.map(({ ref, state }) => `${ref.id ?? ''} ${state}`).join(', ');
  const message = `${context.issuer}: user ${user} has its two access keys (${named}): one has to go first`;
  throw new IssuerError('quota', message, { operation });
}

async function checkGrant(context: IamContext, user: string, declared: Grant): Promise<void> {
  const actual = await actualGrant(context, user);
  if (canonicalize(actual) === canonicalize(declared)) return;
  const how = grantDifference(declared, actual).join('; ');
  throw new IssuerError('invalid_grant', `${context.issuer}: user ${user} ${how}`, { operation });
}

async function actualGrant(context: IamContext, user: string): Promise<Grant> {
  try {
    return await readGrant(context, user);
  } catch (error) {
    throw error instanceof IssuerError && error.kind === 'not_found' ? noSuchUser(context, user) : error;
  }
}

function noSuchUser({ issuer }: IamContext, user: string): IssuerError {
  return new IssuerError('invalid_grant', `${issuer}: there is no IAM user "${user}": make it first`, { operation });
}
