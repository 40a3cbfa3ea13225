import { dueShardOf } from '../../model/ledger/due-shard';
import type { Entry } from '../../model/ledger/entry';
import type { IssuerName } from '../../model/ids';
import type { Incident } from '../../model/leaks/incident';
import type { KeyHead } from '../../model/ledger/key-head';
import { publishDueAt } from '../../model/ledger/publish-due';
import type { Attempt, Version } from '../../model/ledger/version';
import { dueKeys, keyShards, place } from './ledger-keys';

/** An item before it is marshalled: the model object with its keys and index attributes beside it. */
export type Item = { pk: string; sk: string } & Record<string, unknown>;

/** The item of a head, in the indexes `due`, `owner` and `all`. */
export function headItem(head: KeyHead): Item {
  return {
    ...head,
    ...place.head(head.keyId),
    ...dueKeys(head.keyId, '', head.due, head.manifest.issuer),
    ownerPk: `OWNER#${head.manifest.owner}`,
    ownerSk: head.keyId,
    allPk: allKeysPk(dueShardOf(head.keyId, '') % keyShards),
    allSk: head.keyId,
  };
}

/** Partition of a shard of all keys. */
export function allKeysPk(shard: number): string {
  return `KEYS#${shard}`;
}

/** Partition of the incidents opened in a month, `2026-11`. */
export function allIncidentsPk(month: string): string {
  return `INCIDENTS#${month}`;
}

/** The item of a version. */
export function versionItem(version: Version, issuer: IssuerName): Item {
  const { keyId, versionId, due } = version;
  return { ...version, ...place.version(keyId, versionId), ...dueKeys(keyId, versionId, due, issuer) };
}

/** The item of a given-up attempt. */
export function attemptItem(attempt: Attempt, issuer: IssuerName): Item {
  const { keyId, versionId, due } = attempt;
  return { ...attempt, ...place.attempt(keyId, versionId), ...dueKeys(keyId, versionId, due, issuer) };
}

/** Partition of the incidents that wait for a person: in the index `owner`, since a person is who has them. */
export const heldIncidentsPk = 'HELD';

/** The item of an incident, in the index `all` by its month, and in `owner` as long as it is held. */
export function incidentItem(incident: Incident): Item {
  const { keyId, incidentId, due, issuer, openedAt, state } = incident;
  return {
    ...incident,
    ...place.incident(keyId, incidentId),
    ...dueKeys(keyId, incidentId, due, issuer),
    allPk: allIncidentsPk(openedAt.slice(0, 7)),
    allSk: `${openedAt}#${incidentId}`,
    ...(state === 'held' ? { ownerPk: heldIncidentsPk, ownerSk: `${openedAt}#${incidentId}` } : {}),
  };
}

/** The item of an entry. Due for publishing only when it is to be told; those attributes stand outside its hash. */
export function entryItem(entry: Entry, publish: boolean): Item {
  const { chain, sequence } = entry;
  const due = publish ? { at: publishDueAt(entry), kind: 'publish' as const } : undefined;
  return { ...entry, ...place.entry(chain, sequence), ...dueKeys(chain, String(sequence), due) };
}
