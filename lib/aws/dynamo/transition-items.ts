import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { firstInstallation } from '../../model/ledger/first-installation';
import type { InstallationTransition, Transition } from '../../ports/ledger';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { attemptItem, entryItem, headItem, incidentItem, type Item, versionItem } from './ledger-items';
import { dueKeys, place } from './ledger-keys';

/** One action of a transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Where the conditions stand in a transaction that {@link transitionItems} made. */
export const conditionAt = { head: 0, entry: 1, secret: 2 } as const;

/** Where they stand in one that {@link installationItems} made. */
export const installationConditionAt = { head: 0, entry: 1, once: 2 } as const;

/** The actions of a transition: first those with conditions, head, entry, secret, then what is put as it is. */
export function transitionItems(tableName: string, transition: Transition): TransactItem[] {
  const { head, entry, expected, secretArn, checkAt } = transition;
  const { keyId } = head;
  const { issuer } = head.manifest;
  const put = (Item: Item): TransactItem => ({ Put: { TableName: tableName, Item } });
  const keep = (key: { pk: string; sk: string }, versionId: string): TransactItem => ({
    // What is there already stays: the first version that had this value, or this id, is the one that is meant.
    Update: {
      TableName: tableName,
      Key: key,
      UpdateExpression: 'SET keyId = if_not_exists(keyId, :keyId), versionId = if_not_exists(versionId, :versionId)',
      ExpressionAttributeValues: { ':keyId': keyId, ':versionId': versionId },
    },
  });
  return [
    { Put: { TableName: tableName, Item: headItem(head), ...headCondition(expected) } },
    { Put: { TableName: tableName, Item: entryItem(entry, transition.publish), ...absent } },
    ...(secretArn === undefined ? [] : [{ Put: secretClaim(tableName, secretArn, keyId) }]),
    ...(transition.versions ?? []).map((version) => put(versionItem(version, issuer))),
    ...(transition.attempts ?? []).map((attempt) => put(attemptItem(attempt, issuer))),
    ...(transition.incidents ?? []).map((incident) => put(incidentItem(incident))),
    ...(transition.endedAttempts ?? []).map((id) => ({
      Delete: { TableName: tableName, Key: place.attempt(keyId, id) },
    })),
    ...(transition.fingerprints ?? []).map((one) => keep(place.fingerprint(one.fingerprint), one.versionId)),
    ...(transition.publicIds ?? []).map((one) => keep(place.publicId(one.issuer, one.id), one.versionId)),
    ...(checkAt === undefined ? [] : [{ Update: firstCheck(tableName, head, checkAt) }]),
  ];
}

/** The actions of a transition of the installation's own chain. */
export function installationItems(tableName: string, transition: InstallationTransition): TransactItem[] {
  const { installation, entry, once, expectedSequence } = transition;
  const Item = { ...place.installation(), ...installation };
  const marker = once === undefined ? [] : [{ Put: { TableName: tableName, Item: place.once(once), ...absent } }];
  return [
    { Put: { TableName: tableName, Item, ...headCondition({ sequence: expectedSequence }) } },
    { Put: { TableName: tableName, Item: entryItem(entry, transition.publish), ...absent } },
    ...marker,
  ];
}

/** The actions that make the installation, if there is none. */
export function firstInstallationItems(tableName: string, first: ReturnType<typeof firstInstallation>): TransactItem[] {
  const Item = { ...place.installation(), ...first.installation };
  return [
    { Put: { TableName: tableName, Item, ...absent } },
    { Put: { TableName: tableName, Item: entryItem(first.entry, false), ...absent } },
  ];
}

const absent = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

function headCondition(expected: Transition['expected']): Partial<NonNullable<TransactItem['Put']>> {
  if (expected === 'absent') return absent;
  const isNext = '#sequence = :sequence';
  const holdsClaim = '#fence = :fence';
  const { sequence, fence } = expected;
  const fenced = fence !== undefined;
  return {
    ConditionExpression: fenced ? `${isNext} AND ${holdsClaim}` : isNext,
    ExpressionAttributeNames: { '#sequence': 'sequence', ...(fenced && { '#fence': 'fence' }) },
    ExpressionAttributeValues: { ':sequence': sequence, ...(fenced && { ':fence': fence }) },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

/** Plans the first look at a key's health; what is planned already stays. */
function firstCheck(tableName: string, { keyId, manifest }: KeyHead, at: Instant): NonNullable<TransactItem['Update']> {
  const due = { at, kind: 'check' as const };
  const fields = { keyId, hindrances: [], due, ...dueKeys(keyId, '', due, manifest.issuer) };
  const names = Object.keys(fields);
  return {
    TableName: tableName,
    Key: place.health(keyId),
    UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
  };
}

function secretClaim(tableName: string, arn: string, keyId: string): NonNullable<TransactItem['Put']> {
  const nobodys = 'attribute_not_exists(pk)';
  const ours = 'keyId = :keyId';
  return {
    TableName: tableName,
    Item: { ...place.secret(arn), keyId },
    ConditionExpression: `${nobodys} OR ${ours}`,
    ExpressionAttributeValues: { ':keyId': keyId },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
