import { entrySchema, type Entry } from '../model/entry';
import { incidentSchema } from '../model/incident';
import { keyHeadSchema } from '../model/key-head';
import { publishDueAt } from '../model/publish-due';
import { attemptSchema, versionSchema } from '../model/version';
import type { Transition } from '../ports/ledger';
import { frozen } from './frozen';
import { plain, type Row } from './ledger-row';

/** The rows that a transition puts. Everything is checked before anything is written. */
export function rowsOf(transition: Transition): Row[] {
  const { head, versions = [], attempts = [], incidents = [] } = plain(transition);
  const chain = head.keyId;
  const { issuer } = head.manifest;
  const of = { chain, issuer };
  const body = frozen(keyHeadSchema.parse(head));
  return [
    { ...of, kind: 'head', id: '', body, due: body.due },
    entryRow(transition.entry, transition.publish),
    ...versions.map((version): Row => {
      const body = frozen(versionSchema.parse(version));
      return { ...of, kind: 'version', id: body.versionId, body, due: body.due };
    }),
    ...attempts.map((attempt): Row => {
      const body = frozen(attemptSchema.parse(attempt));
      return { ...of, kind: 'attempt', id: body.versionId, body, due: body.due };
    }),
    ...incidents.map((incident): Row => {
      const body = frozen(incidentSchema.parse(incident));
      return { ...of, kind: 'incident', id: body.incidentId, body, due: body.due };
    }),
  ];
}

/** The row of an entry; to be published, it is due a minute later. */
export function entryRow(entry: Entry, publish: boolean): Row {
  const body = frozen(entrySchema.parse(plain(entry)));
  const due = publish ? { at: publishDueAt(entry), kind: 'publish' as const } : undefined;
  return { kind: 'entry', chain: entry.chain, id: String(entry.sequence), body, ...(due && { due }) };
}
