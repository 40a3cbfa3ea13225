import { ListUsersCommand } from '@aws-sdk/client-iam';
import type { Issuer } from '../../ports/issuer';
import type { IssuerConfig } from '../issuer-config';
import { awsIamProfile } from './aws-iam-profile';
import { awsIamSettings, userNames } from './aws-iam-settings';
import { deleteKey, disableKey, enableKey } from './end-key';
import { endUserSessions, liftUserSessionEnd } from './end-sessions';
import { type AwsAccess, iamClients } from './iam-clients';
import { ask, type IamContext } from './iam-context';
import { inspectKey } from './inspect-key';
import { lastUse } from './last-use';
import { keysOfUsers, keysOfUser } from './list-keys';
import { mintKey } from './mint-key';
import { verifyKey } from './verify-key';

/** The issuer of IAM access keys, as the worker's own role or as one of another account. Asks nothing yet. @throws RekeyError `misconfigured` */
export function createAwsIamIssuer(config: IssuerConfig, access?: AwsAccess): Issuer {
  const settings = awsIamSettings(config);
  const context: IamContext = {
    issuer: config.name,
    path: settings.path,
    users: userNames(settings),
    ...iamClients(settings, access),
  };
  return {
    ...awsIamProfile(config),
    mint: (request) => mintKey(context, request),
    find: async ({ principal }) =>
      principal === undefined ? keysOfUsers(context) : ((await keysOfUser(context, principal)) ?? []),
    inspect: (ref) => inspectKey(context, ref),
    verify: (material) => verifyKey(context, material),
    disable: (ref) => disableKey(context, ref),
    enable: (ref) => enableKey(context, ref),
    revoke: (ref) => deleteKey(context, ref),
    refOf: (material, { label, principal }) => {
      const id = material['accessKeyId']?.reveal();
      return id === undefined ? undefined : { id, label, ...(principal === undefined ? {} : { principal }) };
    },
    recognise: async (material) => {
      const id = material['accessKeyId']?.reveal();
      return id === undefined ? undefined : inspectKey(context, { id, label: '' });
    },
    lastUse: (ref) => lastUse(context, ref),
    endSessions: (ref, before) => endUserSessions(context, ref, before),
    liftSessionEnd: (ref, before) => liftUserSessionEnd(context, ref, before),
    checkAdmin: async () => {
      const request = new ListUsersCommand({ PathPrefix: settings.path, MaxItems: 1 });
      await ask(context, 'ListUsers', () => context.iam.send(request));
    },
  };
}
