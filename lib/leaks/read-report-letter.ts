import type { LetterContent } from '../ports/dead-letters';
import { readReportMessage } from './report-message';

/** Reads a letter of the queue of reports: how it came, and how much it holds, but nothing of what was found. */
export function readReportLetter(body: string): LetterContent | undefined {
  const message = messageIn(body);
  switch (message?.kind) {
    case undefined:
      return undefined;
    case 'report':
      return { what: `report of ${message.report.findings.length} findings, accepted ${message.report.acceptedAt}` };
    case 'hint':
      return { what: `word of ${message.hint.kind} ${message.hint.alert}, accepted ${message.hint.acceptedAt}` };
    case 'claim':
      return { what: `claim of ${message.claim.ids.length} ids, accepted ${message.claim.acceptedAt}` };
    case 'health':
      return { what: `exposure of ${message.exposure.ids.length} credentials, says AWS Health` };
  }
}

function messageIn(body: string): ReturnType<typeof readReportMessage> | undefined {
  try {
    return readReportMessage(body);
  } catch {
    return undefined;
  }
}
