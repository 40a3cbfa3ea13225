import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { decisionSteps } from './decision-steps';
import { listed, placesOf } from './incident-lines';

/** A leak was reported, and a person has to decide: what leaked, why it is held, what waits. */
export const incidentHeld: Drafter = ({ event, incident }) => ({
  title: 'leak reported and held: decide',
  lines: [
    `What is said to have leaked: version ${event.entry.versionId ?? 'unknown'} of this key.`,
    `Held: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
    `Sender: ${evidenceOf(event, 'sender') ?? 'not told'}; exposure: ${evidenceOf(event, 'exposure') ?? 'unknown'}.`,
    ...(incident === undefined ? [] : listed('Where it was seen:', placesOf(incident))),
    'Until somebody decides, nothing is revoked or replaced because of this report, and the value goes on working. The key rotates on its schedule.',
    'You are reminded in a quarter of an hour, and then less and less often, until it is decided.',
  ],
  next: decisionSteps,
});
