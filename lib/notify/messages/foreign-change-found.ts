import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { foreignTexts } from './foreign-texts';

/** What Rekey does about it by itself. */
const acts: Readonly<Record<string, string>> = {
  'move back': 'Rekey moves AWSCURRENT back: what it had left there is still accepted.',
  replace: 'Rekey has a fresh value made now.',
  leave: 'Rekey changes nothing here by itself.',
};

/** Somebody else changed the secret, or the credential at its issuer. */
export const foreignChangeFound: Drafter = ({ event, head }) => {
  const what = (evidenceOf(event, 'what') ?? 'no credential') as keyof typeof foreignTexts;
  const { means, todo } = foreignTexts[what];
  const filled = (text: string): string =>
    text
      .replaceAll('{about}', evidenceOf(event, 'about') ?? 'unknown')
      .replaceAll('{expected}', evidenceOf(event, 'expected') ?? 'nothing')
      .replaceAll('{secret}', head?.manifest.secret.name ?? 'of the key');
  const act = acts[evidenceOf(event, 'remedy') ?? ''];
  const whose = evidenceOf(event, 'key');
  return {
    title: `foreign change found: ${what}`,
    lines: [
      filled(means),
      ...(act === undefined ? [] : [act]),
      ...(whose === undefined ? [] : [`It is the credential of key ${whose}.`]),
    ],
    next: [filled(todo), ...(what === 'stored again' || what === 'other grant' ? [] : ['CloudTrail says who it was.'])],
  };
};
