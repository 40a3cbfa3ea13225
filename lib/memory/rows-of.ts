import { entrySchema, type Entry } from '../model/ledger/entry';
import { incidentSchema } from '../model/leaks/incident';
import { keyHeadSchema } from '../model/ledger/key-head';
import { publishDueAt } from '../model/ledger/publish-due';
import { attemptSchema, versionSchema } from '../model/ledger/version';
import type { Transition } from '../ports/ledger';
import { frozen } from './frozen';
import type { Row } from './ledger-row';
import type { MemoryTable } from './memory-table';

/** The rows that a transition puts into a table. Everything is checked before anything is written, unless the caller can do without. */
export function rowsOf(transition: Transition, table: MemoryTable, checked: boolean): Row[] {
  if (checked) check(transition);
  const { keyId: chain, manifest } = transition.head;
  const of = { chain, issuer: manifest.issuer };
  const head = frozen(transition.head, table.row('head', chain, '')?.body);
  return [
    { ...of, kind: 'head', id: '', body: head, due: head.due },
    entryRow(transition.entry, transition.publish),
    ...(transition.versions ?? []).map((version): Row => {
      const body = frozen(version, table.row('version', chain, version.versionId)?.body);
      return { ...of, kind: 'version', id: body.versionId, body, due: body.due };
    }),
    ...(transition.attempts ?? []).map((attempt): Row => {
      const body = frozen(attempt);
      return { ...of, kind: 'attempt', id: body.versionId, body, due: body.due };
    }),
    ...(transition.incidents ?? []).map((incident): Row => {
      const body = frozen(incident, table.row('incident', chain, incident.incidentId)?.body);
      return { ...of, kind: 'incident', id: body.incidentId, body, due: body.due };
    }),
  ];
}

/** The row of an entry; to be published, it is due a minute later. */
export function entryRow(entry: Entry, publish: boolean): Row {
  const due = publish ? { at: publishDueAt(entry), kind: 'publish' as const } : undefined;
  return { kind: 'entry', chain: entry.chain, id: String(entry.sequence), body: frozen(entry), ...(due && { due }) };
}

/** A field that no schema knows would be lost in the real ledger, whoever reads it. */
const schemas = {
  head: keyHeadSchema.strict(),
  entry: entrySchema.strict(),
  version: versionSchema.strict(),
  attempt: attemptSchema.strict(),
  incident: incidentSchema.strict(),
};

function check({ head, entry, versions, attempts, incidents }: Transition): void {
  schemas.head.parse(head);
  schemas.entry.parse(entry);
  for (const version of versions ?? []) schemas.version.parse(version);
  for (const attempt of attempts ?? []) schemas.attempt.parse(attempt);
  for (const incident of incidents ?? []) schemas.incident.parse(incident);
}
