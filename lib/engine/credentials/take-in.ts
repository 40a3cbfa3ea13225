import type { KeyHead } from '../../model/ledger/key-head';
import type { VersionId } from '../../model/ids';
import { livedBy } from '../../model/schedule/lived-by';
import { modeOf } from '../../model/manifest/mode-of';
import type { Instant } from '../../model/instant';
import type { IssuerTiming } from '../../model/schedule/schedule';
import { takeOver } from '../../model/schedule/take-over';
import type { Version } from '../../model/ledger/version';
import type { Change } from '../amend';
import { expiryDue } from '../due-times';
import type { Examined } from './examine-value';

/** A credential that somebody else put into the key's secret, as examined, and what it is to be for the key. */
export interface Outsider {
  /** The key's head as it is when the change is written. */
  head: KeyHead;
  examined: Extract<Examined, { kind: 'recognised' | 'unrecognised' }>;
  /** The version of the secret that holds it. */
  versionId: VersionId;
  cause: 'adopted' | 'recovered';
  state: 'pending' | 'current' | 'retiring';
  /** How long the issuer takes: its capabilities. */
  timing: IssuerTiming;
  at: Instant;
}

/** Parts of a change: the version with its index entries, and when it is to be replaced if it is current. */
export interface TakenIn extends Required<Pick<Change, 'fingerprints' | 'publicIds'>> {
  versions: [Version];
  rotateAt: Instant;
}

/**
 * Makes a credential that Rekey did not mint a version of a key: as old as its issuer says, or issued now where it does not say, never revoked at once
 * for its age, and found by its fingerprints and its public id. A current one of an enforced key is due for its hard end; what else is due, a `retiring` one's end for example, is the caller's to say.
 */
export function takeIn({ head, examined, versionId, cause, state, timing, at }: Outsider): TakenIn {
  const { keyId, manifest } = head;
  const found = examined.kind === 'recognised' ? examined.found : undefined;
  const end = found?.expiresAt;
  const version: Version = {
    keyId,
    versionId,
    state,
    cause,
    ...(found === undefined ? {} : { ref: found.ref }),
    placeholder: false,
    issuedAt: found?.createdAt ?? at,
    ...(end === undefined ? {} : { expiresAt: end }),
    ...(state === 'current' ? { currentAt: at } : {}),
    refusals: 0,
    overdueTold: false,
  };
  const { rotateAt, agesFrom } = takeOver(keyId, version, manifest, timing, at);
  const aged: Version = agesFrom === undefined ? version : { ...version, agesFrom };
  const ends = state === 'current' && modeOf(manifest) === 'enforce' && head.status === 'active';
  const id = found?.ref.id;
  return {
    rotateAt,
    versions: [ends ? { ...aged, due: expiryDue(aged, livedBy(aged, manifest)) } : aged],
    fingerprints: examined.fingerprints.map((fingerprint) => ({ fingerprint, versionId })),
    publicIds: id === undefined ? [] : [{ issuer: manifest.issuer, id, versionId }],
  };
}
