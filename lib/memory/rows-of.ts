import { entrySchema, type Entry } from '../model/entry';
import { incidentSchema } from '../model/incident';
import { keyHeadSchema } from '../model/key-head';
import { publishDueAt } from '../model/publish-due';
import { attemptSchema, versionSchema } from '../model/version';
import type { Transition } from '../ports/ledger';
import { plain, type Row } from './ledger-row';

/** The rows that a transition puts. Everything is checked before anything is written. */
export function rowsOf(transition: Transition): Row[] {
  const { head } = transition;
  const chain = head.keyId;
  const { issuer } = head.manifest;
  const versions = (transition.versions ?? []).map((version) => versionSchema.parse(plain(version)));
  const attempts = (transition.attempts ?? []).map((attempt) => attemptSchema.parse(plain(attempt)));
  const incidents = (transition.incidents ?? []).map((incident) => incidentSchema.parse(plain(incident)));
  const rows: Row[] = [
    { kind: 'head', chain, id: '', body: keyHeadSchema.parse(plain(head)), due: head.due, issuer },
    entryRow(transition.entry, transition.publish),
    ...versions.map((body): Row => ({ kind: 'version', chain, id: body.versionId, body, due: body.due, issuer })),
    ...attempts.map((body): Row => ({ kind: 'attempt', chain, id: body.versionId, body, due: body.due, issuer })),
    ...incidents.map((body): Row => ({ kind: 'incident', chain, id: body.incidentId, body, due: body.due, issuer })),
  ];
  return rows.map((row) => plain(row));
}

/** The row of an entry; to be published, it is due a minute later. */
export function entryRow(entry: Entry, publish: boolean): Row {
  const body = entrySchema.parse(plain(entry));
  const due = publish ? { at: publishDueAt(entry), kind: 'publish' as const } : undefined;
  return { kind: 'entry', chain: entry.chain, id: String(entry.sequence), body, ...(due && { due }) };
}
