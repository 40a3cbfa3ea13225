import type { Facts } from './facts';
import { messageOf } from './message';

/** Characters of a header, of a section, and sections of ours in a message: https://docs.slack.dev/reference/block-kit/blocks */
const limits = { header: 150, section: 3000, sections: 10 };

/** Text that Slack shows as it stands: nothing in it is formatting, a mention or a link. */
interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: false;
}

/** A message as Slack's incoming webhooks take it. */
export interface SlackMessage {
  /** What notifications show; the blocks are the message. */
  text: string;
  mrkdwn: false;
  parse: 'none';
  link_names: false;
  unfurl_links: false;
  unfurl_media: false;
  blocks: { type: 'header' | 'section'; text: PlainText }[];
}

/** The message of an event for Slack: a header and plain text. What is longer than Slack takes is cut, and says so. */
export function slackMessageOf(facts: Facts): SlackMessage {
  const { title, text } = messageOf(facts);
  const header = fitted(title, limits.header);
  // The first line is the title again.
  const sections = sectionsOf(text.split('\n').slice(2));
  return {
    text: header,
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(header) },
      ...sections.map((section) => ({ type: 'section' as const, text: plain(section) })),
    ],
  };
}

function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

/** Lines put together to as few sections as can be. */
function sectionsOf(lines: readonly string[]): string[] {
  const sections: string[] = [];
  for (const line of lines.map((text) => fitted(text, limits.section))) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= limits.section) {
      sections[sections.length - 1] = `${last}\n${line}`;
    } else if (line !== '') sections.push(line);
  }
  if (sections.length <= limits.sections) return sections;
  return [...sections.slice(0, limits.sections - 1), '… the rest stands in the ledger: see "rekey show"'];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escaped as Slack asks, which leaves no `<!channel>`, and cut between two characters: https://docs.slack.dev/messaging/formatting-message-text */
function fitted(text: string, limit: number): string {
  let fit = '';
  for (const character of text) {
    const next = escapes[character] ?? character;
    if (fit.length + next.length > limit - 1) return `${fit}…`;
    fit += next;
  }
  return fit;
}
