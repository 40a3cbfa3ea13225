import type { Actor, CommandId, IncidentId, KeyId, VersionId } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import { openIncident } from './open-incident';
import { isRestored } from '../restored-ledger/is-restored';
import type { World } from '../world';

/** An operator's order to kill a version, the current one unless named: an incident whose verdict is the operator's own. On a ledger that was restored it has to be named. @throws RekeyError `not_found`, `refused` */
export async function requestRevocation(
  world: World,
  order: { keyId: KeyId; versionId?: VersionId; reason: string; actor: Actor; commandId: CommandId },
): Promise<{ incidentId: IncidentId }> {
  const { keyId, actor, reason } = order;
  const head = await world.ledger.key(keyId);
  if (head === undefined) throw new RekeyError('not_found', `key ${keyId} is not registered`);
  if (order.versionId === undefined && (await isRestored(world))) {
    const message = `the ledger was restored, and may not know which version of ${keyId} is current: name it by --version`;
    throw new RekeyError('refused', message);
  }
  const versionId = order.versionId ?? head.currentVersionId;
  const version = versionId && (await world.ledger.version(keyId, versionId));
  if (!version) throw new RekeyError('not_found', `key ${keyId} has no version ${versionId ?? 'yet'}`);
  if (version.placeholder) throw new RekeyError('refused', `key ${keyId} has no value yet: there is nothing to revoke`);
  const now = world.clock.now();
  const opened = await openIncident(world, {
    keyId,
    versionId: version.versionId,
    report: {
      reportId: order.commandId,
      acceptedAt: now,
      actor,
      exposure: 'unknown',
      sightings: [{ source: 'operator', rule: order.commandId.slice(0, 128) }],
    },
    inputs: { possession: false, exposure: 'unknown', attestedBy: 'operator' },
    orderedBecause: `ordered by ${actor}: ${reason}`,
  });
  if (opened === undefined) throw new RekeyError('not_found', `key ${keyId} has no version ${version.versionId}`);
  const { incident, issuer } = opened;
  if (opened.act) {
    const work = { kind: 'contain' as const, keyId, incidentId: incident.incidentId, dueAt: now };
    await world.queues.send({ lane: 'containments', issuer }, work);
  }
  return { incidentId: incident.incidentId };
}
