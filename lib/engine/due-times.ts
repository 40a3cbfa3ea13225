import { agedFrom } from '../model/schedule/aged-from';
import { awaitsAdoption } from '../model/adoption/awaits-adoption';
import type { Due } from '../model/ledger/due';
import type { KeyHead } from '../model/ledger/key-head';
import type { Manifest } from '../model/manifest/manifest';
import { expireAt } from '../model/schedule/schedule';
import type { Version } from '../model/ledger/version';

/** When a key has to be looked at next: to begin a rotation, or to carry on one, or a roll-back, that was left. */
export function headDue(head: Omit<KeyHead, 'due'>): Due | undefined {
  const { rotation, rollBack } = head;
  if (head.status === 'released' && rotation?.rolls !== true) return undefined;
  if (rollBack !== undefined) return { kind: 'roll-back', at: rollBack.nextTryAt };
  if (rotation !== undefined) {
    return { kind: 'rotate', at: rotation.claimUntil ?? rotation.nextTryAt ?? rotation.begunAt };
  }
  if (awaitsAdoption(head)) return { kind: 'adopt', at: head.setback?.nextTryAt ?? head.registeredAt };
  return { kind: 'rotate', at: head.rotateAt ?? head.setback?.nextTryAt ?? head.registeredAt };
}

/** When a current version reaches its hard end. */
export function expiryDue(version: Version, policy: Pick<Manifest, 'maxAgeSeconds'>): Due | undefined {
  if (version.placeholder) return undefined;
  return { kind: 'expire', at: expireAt(agedFrom(version), policy) };
}
