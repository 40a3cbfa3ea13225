/** A message as it goes to the topic, within the limits of SNS. */
export interface TopicMessage {
  /** ASCII, one line, fewer than 100 characters. */
  subject: string;
  text: string;
  /** Strings are not empty; a list is filtered on by any of its members. */
  attributes: Record<string, string | string[]>;
}

/** The one topic of the installation. */
export interface TopicPublisher {
  /** @throws RekeyError `unavailable` when the topic did not take it */
  publish(message: TopicMessage): Promise<void>;
}
