import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A person decided on an incident: it is acted on, or it is closed and the risk taken. */
export const incidentDecided: Drafter = ({ event }) => {
  const version = `version ${event.entry.versionId ?? 'unknown'} of this key`;
  const why = `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}.`;
  const held = evidenceOf(event, 'heldBecause');
  const before = held === undefined ? [] : [`Before: ${held}.`];
  const override = event.entry.evidence['override'] === true ? ['It was done with an override.'] : [];
  if (event.type === 'Incident Dismissed') {
    return {
      title: 'reported leak dismissed',
      lines: [
        `The report on ${version} was dismissed: nothing is revoked because of it, and the value goes on working.`,
        why,
        ...before,
        ...override,
      ],
      next: [
        'Nothing, if you agree: the risk is recorded as taken by whoever is named below. New evidence opens it again.',
        'If you do not: "rekey incident approve ID --override --reason R", or "rekey revoke KEY --reason R".',
      ],
    };
  }
  const kill = evidenceOf(event, 'as') === 'kill';
  return {
    title: 'reported leak approved',
    lines: [
      `The containment of ${version} was approved: it is ${kill ? 'revoked now, whoever uses it' : 'replaced first, then revoked after a short overlap'}.`,
      why,
      ...before,
      ...override,
    ],
    next: ['See that the consumers use the new value; those that hold the old one are refused once it is revoked.'],
  };
};
