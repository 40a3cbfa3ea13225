import type { LineageAnswer } from '../../api/answers/lineage-answer';
import type { ChainVerdict } from '../../model/ledger/chain';
import type { Paint } from './paint';
import { visible } from './visible';

/** Entries as a timeline, and what verifying them found. */
export function lineageText(
  entries: LineageAnswer['entries'],
  verification: ChainVerdict | undefined,
  paint: Paint,
): string {
  const broken = verification?.kind === 'broken' ? verification.sequence : undefined;
  const rows = entries.map((entry) => {
    const line = `${String(entry.sequence).padStart(5)}  ${entry.at}  ${entry.type}${entry.cause === undefined ? '' : ` (${entry.cause})`}`;
    const version = entry.versionId === undefined ? '' : `  version ${visible(entry.versionId)}`;
    const reason = entry.evidence['reason'];
    const why = typeof reason === 'string' ? `\n         ${visible(reason)}` : '';
    const who = `         ${paint.dim(`by ${entry.actor}${version}`)}`;
    return `${entry.sequence === broken ? paint.bad(line) : line}${why}\n${who}`;
  });
  return [...rows, ...verdictLines(verification, paint)].join('\n');
}

const words = { changed: 'was changed', missing: 'is missing', reordered: 'does not follow from the one before it' };

function verdictLines(verification: ChainVerdict | undefined, paint: Paint): string[] {
  if (verification === undefined) return [];
  if (verification.kind === 'intact') return ['', paint.good(`the chain fits: ${verification.entries} entries`)];
  return ['', paint.bad(`the chain does not fit: entry ${verification.sequence} ${words[verification.problem]}`)];
}
