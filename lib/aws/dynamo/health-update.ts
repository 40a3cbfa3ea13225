import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Health } from '../../model/foreign/health';
import type { IssuerName } from '../../model/ids';
import type { Instant } from '../../model/instant';
import { dueKeys, place } from './ledger-keys';

/** Attributes that an update of a key's health replaces, or takes away. */
const attributes = [
  'keyId',
  'checkedAt',
  'hindrances',
  'secondsToDeath',
  'due',
  'duePk',
  'dueSk',
  'dueIssuer',
] as const;

/** The update that replaces a key's health, where its look is still due as it was; `was` undefined: not planned. An update and no put, so that who may move due times may plan a look. */
export function healthUpdate(
  health: Health,
  issuer: IssuerName,
  was: Instant | undefined,
): Omit<UpdateCommandInput, 'TableName'> {
  const { keyId, due } = health;
  const item: Record<string, unknown> = { ...health, ...dueKeys(keyId, '', due, issuer) };
  const set = attributes.filter((name) => item[name] !== undefined);
  const gone = attributes.filter((name) => item[name] === undefined);
  const notPlanned = 'attribute_not_exists(#due)';
  const asRead = '#due.#at = :was';
  return {
    Key: place.health(keyId),
    ConditionExpression: was === undefined ? notPlanned : asRead,
    UpdateExpression: [
      `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(gone.length === 0 ? [] : [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`]),
    ].join(' '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
      ...(was === undefined ? {} : { '#at': 'at' }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map((name) => [`:${name}`, item[name]])),
      ...(was === undefined ? {} : { ':was': was }),
    },
  };
}
