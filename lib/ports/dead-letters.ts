import type { DeadLetterQueue } from '../model/work/dead-letter-queue';
import type { KeyId } from '../model/ids';
import type { Instant } from '../model/instant';

/** A message that no consumer could deal with. */
export interface DeadLetter {
  /** The queue's own name for it, the same at each look. */
  id: string;
  /** When it was sent first; it is kept for 14 days from then. */
  sentAt: Instant;
  body: string;
  /** Names this taking of it, for its removal. */
  receipt: string;
}

/** What may be shown of a letter: what it asks for, and for which key. */
export interface LetterContent {
  what: string;
  key?: KeyId;
}

/** Reads the body of a letter; undefined: its consumer would not understand it either. */
export type ReadLetter = (queue: DeadLetterQueue, body: string) => LetterContent | undefined;

/** The dead-letter queues of the installation. Numbers are SQS's own, and approximate. */
export interface DeadLetters {
  readonly queues: readonly DeadLetterQueue[];
  /** How many letters can be taken, and how many somebody holds who took them in the last two minutes. */
  count(queue: DeadLetterQueue): Promise<{ waiting: number; taken: number }>;
  /** Ten letters at most, which stay where they are. */
  look(queue: DeadLetterQueue): Promise<DeadLetter[]>;
  /** Takes letters, `most` at most; what is not removed within two minutes is there again. */
  take(queue: DeadLetterQueue, most: number): Promise<DeadLetter[]>;
  /** Sends the letter's body to the queue it came from. @throws RekeyError `internal` where there is none */
  sendBack(queue: DeadLetterQueue, letter: DeadLetter): Promise<void>;
  remove(queue: DeadLetterQueue, letter: DeadLetter): Promise<void>;
}
