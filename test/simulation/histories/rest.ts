import type { Incident } from '../../../lib/model/leaks/incident';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Version } from '../../../lib/model/ledger/version';
import { epochMs } from '../../../lib/model/instant';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { straysLeft } from '../promises/strays-left';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';

/** What is still going on, in words; undefined when everything has come to rest. It decides when to look, not what is right. */
export function restlessness(simulation: Simulation): string | undefined {
  const { queues, processes, watch, scheduler } = simulation;
  if (processes.size > 0) return `${[...processes].map(({ name }) => name).join(', ')} at work`;
  if (simulation.inFlight > 0) return 'calls in flight';
  if (watch.openReports > 0) return 'reports wait';
  if (watch.discoveries.size > 0) return 'somebody waits for a discovery';
  if (watch.forgetful) return 'the restored ledger is not recovered';
  for (const key of simulation.keys) {
    const reason = restlessKey(simulation, key);
    if (reason !== undefined) return `${key.keyId}: ${reason}`;
  }
  const waiting = queues.find(({ pending }) => pending > 0);
  if (waiting !== undefined) return `messages in ${waiting.name}`;
  const due = [...simulation.ledger.table.due];
  const untold = due.find((row) => row.due.kind === 'publish');
  if (untold !== undefined) return `entry ${untold.id} of ${untold.chain} is not told`;
  const [stray] = straysLeft(simulation);
  if (stray !== undefined) return `stray ${stray.id} is not revoked`;
  const soon = due.find((row) => epochMs(row.due.at) < scheduler.nowMs + 600_000 && !isForgotten(simulation, row.body));
  return soon && `${soon.due.kind} of ${soon.chain} is due`;
}

/** What is still going on with one key. */
export function restlessKey(simulation: Simulation, key: KeySpec): string | undefined {
  const { table } = simulation.ledger;
  const head = table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
  if (head === undefined) return key.released ? undefined : 'not registered';
  if (key.foreignStands) return 'somebody else holds it';
  if (key.endedUnseen === true) return 'nobody has looked at what somebody ended';
  const secret = secretOf(simulation, key);
  if (secret?.deleted === true) return 'its secret is to be deleted';
  if (secret !== undefined && !key.released && currentVersionIn(secret) === undefined) return 'nothing is current';
  if (key.observing === true) return 'it is only observed for a while';
  // What may have been rolled in place is finished.
  if (head.status === 'released') return head.rotation?.rolls === true ? 'it was rolled, and let go' : undefined;
  if (head.rotation !== undefined) return 'a rotation is in flight';
  if (head.rollBack !== undefined) return 'a roll-back is in flight';
  const current = table.row('version', key.keyId, head.currentVersionId ?? '')?.body;
  if (current === undefined || current['placeholder'] === true) return 'nothing was issued';
  for (const { body } of table.of('version', key.keyId)) {
    const version = body as unknown as Version;
    if (version.state !== 'current' && version.state !== 'dead' && !isForgotten(simulation, body) && !isHeld(version))
      return `version ${version.versionId} is ${version.state}`;
  }
  if (table.of('attempt', key.keyId).length > 0) return 'an attempt is to be searched';
  const open = table.of('incident', key.keyId).find(({ body }) => isOpen(body as unknown as Incident));
  return open && `incident ${open.id} is open`;
}

/** What a stranger put there, and nobody can name: known by its value if it leaks, and nobody's to end. */
function isHeld({ state, ref, cause }: Version): boolean {
  return state === 'pending' && ref === undefined && cause === 'adopted';
}

/** One that was withheld, because its key is only observed, stays open. */
function isOpen({ state, withheldAt }: Incident): boolean {
  return state === 'open' && withheldAt === undefined;
}

/** Whether a revocation that the issuer forgot is still being asked for again: that goes on, and ends, in its own time. */
export function awaitsForgetful(simulation: Simulation): boolean {
  const { table } = simulation.ledger;
  const versions = simulation.keys.flatMap(({ keyId }) => table.of('version', keyId));
  return versions.some(({ body }) => isForgotten(simulation, body));
}

/** A version whose revocation the issuer accepts and forgets for ever: its owner was told, and there is no more to do. */
function isForgotten(simulation: Simulation, body: Record<string, unknown>): boolean {
  const key = simulation.keys.find(({ keyId }) => keyId === body['keyId']);
  const credential = key && credentialOf(simulation, key, String(body['versionId']));
  // Taken in while it was still accepted and no longer known, so that there is no name to end it by.
  if (body['state'] === 'retiring' && body['ref'] === undefined) return body['overdueTold'] === true;
  return body['state'] === 'revoked' && body['overdueTold'] === true && (credential?.forgets ?? 0) > 0;
}

/** Ids of what no version of the ledger is: the reaper may end it whenever it comes. */
export function strangers(simulation: Simulation): ReadonlySet<string> {
  const { table } = simulation.ledger;
  const known = new Set(
    simulation.keys.flatMap((key) =>
      table.of('version', key.keyId).flatMap(({ id }) => credentialOf(simulation, key, id)?.id ?? []),
    ),
  );
  const all = simulation.issuers.flatMap(({ credentials }) => credentials.map(({ id }) => id));
  return new Set(all.filter((id) => !known.has(id)));
}

/** What is so, at the issuers but for what is passed over, in the secret store and in the ledger, as text. */
export function snapshot(simulation: Simulation, passedOver: ReadonlySet<string> = new Set()): string {
  const issued = simulation.issuers.flatMap(({ name, credentials }) =>
    credentials
      .filter(({ id }) => !passedOver.has(id))
      .map(
        ({ id, revokedMs, disabled }) => `${name} ${id} ${revokedMs === undefined ? 'kept' : 'revoked'} ${disabled}`,
      ),
  );
  const held = simulation.keys.map((key) => {
    const secret = secretOf(simulation, key);
    return `${key.keyId} ${secret === undefined ? '' : (currentVersionIn(secret) ?? '')} ${secret?.versions.size}`;
  });
  const { table } = simulation.ledger;
  const heads = table
    .of('head')
    .map(({ chain, body }) => `${chain} ${String(body['sequence'])} ${String(body['headHash'])}`);
  const states = table.of('version').map(({ id, body }) => `${id} ${String(body['state'])}`);
  return [...issued, ...held, ...heads, ...states].join('\n');
}
