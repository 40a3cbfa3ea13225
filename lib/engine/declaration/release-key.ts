import { declaredBy } from '../../model/registration/decide-registrar';
import type { Actor, KeyId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { KeyPlan } from '../../model/manifest/key-plan';
import { RekeyError } from '../../model/rekey-error';
import { amend, type Change } from '../amend';
import { closedIncident } from '../../model/leaks/incident-steps';
import type { World } from '../world';

/**
 * Lets a key go: Rekey no longer rotates or revokes it, its credential and secret stay as they are. A stack's key is let go only by
 * whoever names that stack. @throws RekeyError `not_found`, `refused` for a key of a stack that was not named
 */
export async function releaseKey(
  world: World,
  { keyId, actor, stackId }: { keyId: KeyId; actor: Actor; stackId?: string | undefined },
): Promise<KeyPlan & { applied: boolean }> {
  const outcome = await amend(world, keyId, (head) => {
    if (head.status === 'released') return { skip: 'released before' };
    const owner = head.registrar?.kind === 'stack' ? head.registrar.stackId : undefined;
    if (owner !== stackId) throw new RekeyError('refused', `key ${keyId} ${declaredBy(head)}: ${wayOut(head)}`);
    return releaseOf(world, head, actor);
  });
  const applied = outcome.kind === 'recorded';
  return { keyId, change: applied ? 'release' : 'none', fields: [], atIssuer: [], warnings: [], applied };
}

/** The transition that lets a key go. What was revoked already is still proven dead; nothing else is touched any more, what an observed key withheld neither, and what was ordered before stays void if the key comes back. */
export async function releaseOf(
  world: World,
  { keyId, currentVersionId, rollBacks = 0 }: KeyHead,
  actor: Actor,
): Promise<Change> {
  const versions = await world.ledger.versions(keyId);
  const incidents = await world.ledger.incidents(keyId);
  const at = world.clock.now();
  return {
    entry: { type: 'key-released', actor, evidence: { currentVersionId: currentVersionId ?? null } },
    head: { status: 'released', rollBacks: rollBacks + 1 },
    versions: versions
      .filter(
        ({ state, due }) => due !== undefined && (state === 'pending' || state === 'current' || state === 'retiring'),
      )
      .map((version) => ({ ...version, due: undefined })),
    incidents: incidents
      .filter(({ state, due, withheldAt }) => due !== undefined || (state === 'open' && withheldAt !== undefined))
      .map((incident) => closedIncident(incident, at, 'released')),
  };
}

function wayOut({ keyId, registrar }: KeyHead): string {
  if (registrar?.kind !== 'stack') return 'release it without naming a stack';
  return `take it out of that stack; if that stack is gone, run "rekey release ${keyId} --stack ${registrar.stackId}"`;
}
