import type { VerdictKind } from '../../model/leaks/incident';
import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { decisionSteps } from './decision-steps';
import { listed, placesOf, timelineOf } from './incident-lines';

const verdicts: Readonly<Record<VerdictKind, { means: string; next: string[] }>> = {
  kill: {
    means: 'revoked now, whoever uses it',
    next: [
      'Watch the consumers: those that still hold the old value are refused until they read the secret anew.',
      'Look in the issuer’s logs for uses of the old value that are not yours.',
      'Take the value out of the places named above; it is of no use there, but it draws attention.',
    ],
  },
  overlap: {
    means: 'replaced first, then revoked after a short overlap',
    next: [
      'See that the consumers use the new value before the old one is revoked.',
      'If the place is public, report it again with `--exposure public`: then it is revoked at once.',
      'Take the value out of the places named above.',
    ],
  },
  hold: { means: 'nothing is revoked or replaced until a person decides', next: decisionSteps },
  dismiss: { means: 'nothing to revoke', next: ['Take the value out of the places named above.'] },
};

/** A leak of a key that is only observed. */
const onlyTold = {
  means: 'but the key is only observed: nothing is revoked',
  next: [
    'Revoke it yourself if it has to go: `rekey revoke KEY --reason ...` replaces and revokes it in every mode.',
    'To have leaks of an observed key contained, apply it with `contain: true`: what was only told is then contained.',
    'Take the value out of the places named above.',
  ],
};

/** A version was seen where it should not be: what leaked, where, the verdict and why, what was done when, what to do now. */
export const leakReported: Drafter = ({ event, incident }) => {
  const kind = incident?.verdict.kind ?? (event.entry.evidence['verdict'] as VerdictKind | undefined);
  const observed = event.entry.evidence['observed'] === true;
  const verdict = kind === undefined ? undefined : observed ? onlyTold : verdicts[kind];
  return {
    title: 'leak reported',
    lines: [
      `What leaked: version ${event.entry.versionId ?? 'unknown'} of this key${incident === undefined ? '' : `, ${incident.verdict.inputs.versionState} when it was reported`}.`,
      `Exposure: ${evidenceOf(event, 'exposure') ?? 'unknown'}.`,
      ...(incident === undefined ? [] : listed('Where it was seen:', placesOf(incident))),
      `Verdict: ${evidenceOf(event, 'verdict') ?? kind ?? 'none'}${verdict === undefined ? '' : `, ${verdict.means}`}. Why: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
      ...(incident === undefined ? [] : listed('What was done:', timelineOf(incident))),
    ],
    next: verdict?.next ?? ['See the incident.'],
  };
};
