import { toldOf } from './audience';
import type { Facts } from './facts';
import { messageOf } from './message';
import { ownerOf } from './owner-of';
import type { TopicMessage } from './topic-publisher';

/** Characters of a subject: SNS wants fewer than 100 (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const subjectLimit = 99;

/** The message of an event for the topic. Subscribers filter on `owner`, `team`, `key`, `event`, and on who is `told`. */
export function topicMessageOf(facts: Facts): TopicMessage {
  const { event } = facts;
  const { title, text } = messageOf(facts);
  const told = toldOf(event);
  const attributes = {
    owner: ownerOf(event),
    team: event.key?.team,
    key: event.key?.id,
    event: event.type,
    told: told.length === 0 ? undefined : told,
  };
  return { subject: subjectOf(title), text, attributes: withoutEmpty(attributes) };
}

function subjectOf(title: string): string {
  const ascii = `Rekey: ${title}`.replaceAll(/[^\x20-\x7e]+/g, '?');
  return ascii.length <= subjectLimit ? ascii : `${ascii.slice(0, subjectLimit - 3)}...`;
}

/** SNS refuses a message with an empty attribute. */
function withoutEmpty(attributes: Record<string, string | string[] | undefined>): TopicMessage['attributes'] {
  const present = Object.entries(attributes).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return Object.fromEntries(present);
}
