import { oldestUnswept } from '../../engine/due/oldest-unswept';
import { plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { pausesOf } from '../../model/work/pause';
import { apiVersion, type DoctorAnswer } from '../answers/doctor-answer';
import type { OperatorCall } from './operator-request';

/** A rotation this late, in seconds, was not found by the sweep, or fails. */
const lateSeconds = 900;

/** Answers `GET /v1/doctor` from the ledger and the deployed issuers' profiles; no issuer is asked. */
export async function answerDoctor(call: OperatorCall): Promise<DoctorAnswer> {
  const { ledger, clock, issuers, installation } = call.world;
  const at = clock.now();
  const keys = (await allKeys(call)).filter((key) => key.status === 'active');
  const [fresh, tableId, oldestDueSeconds] = await Promise.all([
    ledger.installation(),
    ledger.tableId(),
    oldestUnswept(call.world),
  ]);
  return {
    apiVersion,
    at,
    installation: installation.installationId,
    epochMatches: tableId === fresh.epoch,
    issuers: [...issuers.values()].map(({ name, kind, capabilities }) => ({
      name,
      kind,
      activationSeconds: capabilities.activationSeconds,
      revocationSeconds: capabilities.revocationSeconds,
    })),
    pauses: (fresh.pauses ?? []).filter(({ pause }) => pause.until > at),
    paused: keys.filter((key) => pausesOf(key, fresh, at).length > 0).length,
    keys: keys.length,
    held: await heldOf(call),
    overdue: keys.flatMap(({ keyId, rotateAt }) =>
      rotateAt !== undefined && rotateAt < plusSeconds(at, -lateSeconds) ? [{ keyId, rotateAt }] : [],
    ),
    failing: keys.flatMap(({ keyId, rotation, setback }) => {
      const failures = rotation?.failures ?? setback?.failures ?? 0;
      const { reason = 'not recorded' } = rotation?.lastFailure ?? setback ?? {};
      return failures > 0 ? [{ keyId, failures, reason }] : [];
    }),
    unready: keys.flatMap(({ keyId, hindrances = [] }) => (hindrances.length > 0 ? [{ keyId, hindrances }] : [])),
    unseen: keys.filter(({ hindrances, rotateAt }) => hindrances === undefined && rotateAt !== undefined).length,
    oldestDueSeconds,
    channels: await channelsOf(call, keys),
  };
}

async function heldOf({ world }: OperatorCall): Promise<DoctorAnswer['held']> {
  let count = 0;
  let since: DoctorAnswer['held']['since'];
  let next: string | undefined;
  do {
    const page = await world.ledger.heldIncidents(next);
    since ??= page.items[0]?.openedAt;
    count += page.items.length;
    next = page.next;
  } while (next !== undefined);
  return since === undefined ? { count } : { count, since };
}

async function allKeys(call: OperatorCall): Promise<KeyHead[]> {
  const keys: KeyHead[] = [];
  let next: string | undefined;
  do {
    const page = await call.world.ledger.keys(next);
    keys.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return keys;
}

async function channelsOf(call: OperatorCall, keys: readonly KeyHead[]): Promise<DoctorAnswer['channels']> {
  const owners = [...new Set(keys.map((key) => key.manifest.owner))].toSorted();
  const channels: DoctorAnswer['channels'] = [];
  for (const owner of owners) {
    const owned = keys.filter((key) => key.manifest.owner === owner);
    const webhooks = owned.every((key) => key.manifest.notify.length > 0);
    channels.push({ owner, confirmed: await call.world.hasConfirmedChannel(owner), webhooks });
  }
  return channels;
}
