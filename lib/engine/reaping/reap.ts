import { decideStrays, type Stray } from '../../model/reaping/decide-strays';
import { pausesNow } from '../pauses/pauses-now';
import { recordHalt } from './record-halt';
import { recordStray } from './record-stray';
import { reportUnlabelled } from './report-unlabelled';
import { revokeStray } from './revoke-stray';
import { viewLedger } from './view-ledger';
import type { WorkerWorld } from '../world';

/**
 * Compares what an issuer holds with what the ledger knows: the issuer first, so that whatever was minted and recorded meanwhile is known.
 * Each stray is told once; revoked it is only where the reaper was told to act, no pause is on, and the decision believes its own eyes.
 * @throws IssuerError; RekeyError
 */
export async function reap(world: WorkerWorld): Promise<void> {
  const { name: issuer, capabilities } = world.issuer;
  const listed = await world.issuer.find({});
  if (capabilities.label === 'none') return reportUnlabelled(world, listed);
  const decision = decideStrays(listed, await viewLedger(world, listed), world.clock.now());
  const { strays } = decision;
  world.telemetry.info('reaped', { issuer, listed: listed.length, strays: strays.length, outcome: decision.kind });
  switch (decision.kind) {
    case 'halt':
      return recordHalt(world, decision);
    case 'strays':
      for (const stray of strays) await settle(world, stray);
  }
}

async function settle(world: WorkerWorld, stray: Stray): Promise<void> {
  const act = await mayAct(world, stray);
  await recordStray(world, stray, act);
  if (act) await revokeStray(world, stray);
}

async function mayAct(world: WorkerWorld, { spared, keyId }: Stray): Promise<boolean> {
  if (world.reaper !== 'act' || spared !== undefined || keyId === undefined) return false;
  return (await pausesNow(world, { keyId })).length === 0;
}
