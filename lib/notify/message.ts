import type { RekeyEvent } from '../model/event';
import { toldOf } from './audience';
import type { Facts } from './facts';
import { drafters } from './messages/drafters';
import { untrusted } from './untrusted';

/** A message in words, for people. */
export interface Message {
  /** One line: what happened, and to which key. */
  title: string;
  /** Plain text, lines divided by line feeds. */
  text: string;
}

/** Writes the message of an event. */
export function messageOf(facts: Facts): Message {
  const { event } = facts;
  const draft = drafters[event.type](facts);
  const title = event.key === undefined ? draft.title : `${draft.title}: ${event.key.id}`;
  const next = ['What to do now:', ...draft.next.map((step) => `  - ${step}`)];
  return { title, text: [title, '', ...draft.lines, '', ...next, '', ...footerOf(facts)].join('\n') };
}

function footerOf({ event, head }: Facts): string[] {
  const { key, entry } = event;
  const of = (name: string, value: string | undefined) => (value ? [`${name}: ${value}`] : []);
  return [
    ...of('key', key?.id),
    ...of('purpose', head?.manifest.purpose),
    ...of('issuer', key?.issuer),
    ...of('environment', key?.environment),
    ...of('owner', key?.owner),
    ...of('team', key?.team),
    ...of('told', toldOf(event).join(', ')),
    ...of('by', untrusted(entry.actor)),
    ...of('incident', entry.incidentId),
    `event: ${placeOf(event)}`,
  ];
}

function placeOf({ id, installation, account, region }: RekeyEvent): string {
  return `${id}, installation ${installation}, account ${account}, ${region}`;
}
