import type { Installation } from '../../model/ledger/installation';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { modeOf } from '../../model/manifest/mode-of';
import { pausesOf } from '../../model/work/pause';
import type { KeySummary } from '../answers/key-summary-answer';

/** A key as a listing shows it. */
export function summaryOf(head: KeyHead, installation: Installation, now: Instant): KeySummary {
  const { owner, team, environment, purpose, issuer } = head.manifest;
  return {
    keyId: head.keyId,
    status: head.status,
    owner,
    team,
    environment,
    purpose,
    issuer,
    registeredAt: head.registeredAt,
    stack: head.registrar?.kind === 'stack' ? head.registrar.stackId : undefined,
    currentVersionId: head.currentVersionId,
    mode: modeOf(head.manifest),
    observed: head.observed,
    rotateAt: head.rotateAt,
    rotating: head.rotation !== undefined,
    failures: head.rotation?.failures ?? 0,
    pauses: pausesOf(head, installation, now),
    hindrances: head.hindrances,
  };
}
