import type { RekeyEvent } from '../model/event';
import type { Incident } from '../model/leaks/incident';
import { toldOf } from './audience';
import type { Facts } from './facts';
import { messageOf } from './message';
import { ownerOf } from './owner-of';
import { printable } from './untrusted';

/** A payload as Standard Webhooks shapes it. */
export interface WebhookPayload {
  /** `key.rotated`, `version.still_alive`. */
  type: string;
  /** When the transition happened, not when it is sent. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** Sightings in one payload; the ledger holds the others. */
const sightingsGiven = 50;

/** The payload of an event. Text in it that others wrote has no control characters and is otherwise as it was: escape it for where it is shown. */
export function webhookPayloadOf(facts: Facts): WebhookPayload {
  const { event, incident } = facts;
  const { key, entry } = event;
  const message = messageOf(facts);
  return {
    type: webhookTypeOf(event.type),
    timestamp: event.at,
    data: {
      id: event.id,
      event: event.type,
      at: event.at,
      ...message,
      key: key?.id,
      owner: ownerOf(event),
      deputies: key?.deputies,
      team: key?.team,
      environment: key?.environment,
      issuer: key?.issuer,
      told: toldOf(event),
      actor: printable(entry.actor),
      cause: entry.cause,
      versionId: entry.versionId,
      evidence: printableJson(entry.evidence),
      ...(incident === undefined ? {} : { incident: incidentOf(incident) }),
      installation: event.installation,
      account: event.account,
      region: event.region,
      hash: entry.hash,
    },
  };
}

/** The event type in the grammar of Standard Webhooks: `Version Still Alive` is `version.still_alive`. */
export function webhookTypeOf(type: RekeyEvent['type']): string {
  const [subject, ...rest] = type.toLowerCase().split(' ');
  return `${subject}.${rest.join('_')}`;
}

function incidentOf({ incidentId, state, openedAt, verdict, reports, reportCount, timeline }: Incident): unknown {
  const sightings = reports.toReversed().flatMap((report) => report.sightings);
  const { kind, reason, at } = verdict;
  const given = sightings.slice(0, sightingsGiven);
  return printableJson({
    incidentId,
    state,
    openedAt,
    verdict: { kind, reason, at },
    reportCount,
    sightings: given,
    timeline,
  });
}

function printableJson(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [printable(name), printableJson(inner)]));
}
