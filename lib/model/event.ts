import { z } from 'zod';
import { causeSchema } from './ledger/cause';
import { entryTypeSchema, type Entry, type EntryType } from './ledger/entry';
import { actorSchema, incidentIdSchema, installationIdSchema, keyIdSchema, versionIdSchema } from './ids';
import { instantSchema } from './instant';
import type { KeyHead } from './ledger/key-head';

/** Detail types on the bus, for the transitions that somebody outside is told of; source `rekey`. */
export const eventTypeSchema = z.enum([
  'Key Registered',
  'Key Released',
  'Key Issued',
  'Key Adopted',
  'Adoption Failed',
  'Would Have Acted',
  'Observed Keys Summary',
  'Key Rotated',
  'Rotation Failed',
  'Key Rolled Back',
  'Rollback Refused',
  'Rotation Paused',
  'Rotation Resumed',
  'Foreign Change Found',
  'Foreign Change Over',
  'Credential Taken Over',
  'Key Not Ready',
  'Key Ready',
  'Leak Reported',
  'Incident Held',
  'Incident Still Held',
  'Leak Not Ended',
  'Incident Approved',
  'Incident Dismissed',
  'Version Revoked',
  'Version Dead',
  'Version Still Alive',
  'Expiry Overdue',
  'Orphan Revoked',
  'Unknown Credential Found',
  'Stray Found',
  'Stray Revoked',
  'Reaper Halted',
  'Ledger Restored',
  'Key Recovered',
  'Ledger Recovered',
]);
export type EventType = z.infer<typeof eventTypeSchema>;

/** An event as it stands in `detail`. Adding an optional field keeps the version. */
export const eventSchema = z.object({
  version: z.literal('1'),
  /** `<chain>#<sequence>`: the same entry told twice has the same id. */
  id: z.string(),
  type: eventTypeSchema,
  at: instantSchema,
  installation: installationIdSchema,
  account: z.string(),
  region: z.string(),
  /** Absent for what concerns no key. */
  key: z
    .object({
      id: keyIdSchema,
      owner: z.string(),
      deputies: z.array(z.string()),
      team: z.string().optional(),
      environment: z.string().optional(),
      issuer: z.string(),
    })
    .optional(),
  entry: z.object({
    sequence: z.number().int(),
    type: entryTypeSchema,
    actor: actorSchema,
    cause: causeSchema.optional(),
    versionId: versionIdSchema.optional(),
    incidentId: incidentIdSchema.optional(),
    evidence: z.record(z.string(), z.json()),
    hash: z.string(),
  }),
});
export type RekeyEvent = z.infer<typeof eventSchema>;

/** The detail type of a transition; undefined: it is nobody's news. */
export function eventTypeOf(entry: Pick<Entry, 'type' | 'cause'>): EventType | undefined {
  if (entry.type === 'version-promoted') return entry.cause === 'created' ? 'Key Issued' : 'Key Rotated';
  return told[entry.type];
}

/** The event that tells an entry. */
export function eventOf(
  entry: Entry,
  type: EventType,
  where: { installation: RekeyEvent['installation']; account: string; region: string },
  head: KeyHead | undefined,
): RekeyEvent {
  const incidentId = incidentIdSchema.safeParse(entry.evidence['incidentId']).data;
  return {
    version: '1',
    id: `${entry.chain}#${entry.sequence}`,
    type,
    at: entry.at,
    ...where,
    key: head && {
      id: head.keyId,
      owner: head.manifest.owner,
      deputies: head.manifest.deputies,
      team: head.manifest.team,
      environment: head.manifest.environment,
      issuer: head.manifest.issuer,
    },
    entry: {
      sequence: entry.sequence,
      type: entry.type,
      actor: entry.actor,
      cause: entry.cause,
      versionId: entry.versionId,
      incidentId,
      evidence: entry.evidence,
      hash: entry.hash,
    },
  };
}

const told: Partial<Record<EntryType, EventType>> = {
  'key-registered': 'Key Registered',
  'key-released': 'Key Released',
  'key-adopted': 'Key Adopted',
  'adoption-failed': 'Adoption Failed',
  'would-have': 'Would Have Acted',
  'observation-summed': 'Observed Keys Summary',
  'rotation-failed': 'Rotation Failed',
  'version-rolled-back': 'Key Rolled Back',
  'roll-back-refused': 'Rollback Refused',
  'key-paused': 'Rotation Paused',
  'installation-paused': 'Rotation Paused',
  'key-resumed': 'Rotation Resumed',
  'installation-resumed': 'Rotation Resumed',
  'foreign-found': 'Foreign Change Found',
  'foreign-ended': 'Foreign Change Over',
  'credential-taken-over': 'Credential Taken Over',
  'key-unready': 'Key Not Ready',
  'key-ready': 'Key Ready',
  'leak-reported': 'Leak Reported',
  'incident-held': 'Incident Held',
  'incident-reminded': 'Incident Still Held',
  'leak-not-ended': 'Leak Not Ended',
  'incident-approved': 'Incident Approved',
  'incident-dismissed': 'Incident Dismissed',
  'version-revoked': 'Version Revoked',
  'version-dead': 'Version Dead',
  'version-still-alive': 'Version Still Alive',
  'expiry-overdue': 'Expiry Overdue',
  'orphan-revoked': 'Orphan Revoked',
  'unknown-credential-found': 'Unknown Credential Found',
  'stray-found': 'Stray Found',
  'stray-revoked': 'Stray Revoked',
  'reaper-halted': 'Reaper Halted',
  'ledger-restored': 'Ledger Restored',
  'key-recovered': 'Key Recovered',
  'installation-recovered': 'Ledger Recovered',
};
