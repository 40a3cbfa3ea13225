import type { IssuerName } from '../model/ids';
import type { Pace } from '../model/schedule/pace';
import type { Work } from '../model/work/work';

/** Containments never wait behind rotations. */
export type Lane = 'rotations' | 'containments';

/** A message, and how long after it was sent a worker gets it: 0 to 900 s, in whole ones. */
export interface DelayedWork {
  work: Work;
  delaySeconds: number;
}

/** The workers' queues, two an issuer. Delivery is at least once, in any order. */
export interface Queues {
  /** `delaySeconds` 0 to 900, the limit of SQS. */
  send(to: { lane: Lane; issuer: IssuerName }, work: Work, delaySeconds?: number): Promise<void>;
  /** Sends much to one queue, in as few requests as there can be; for each, in order, whether the queue took it. */
  sendAll(to: { lane: Lane; issuer: IssuerName }, messages: readonly DelayedWork[]): Promise<boolean[]>;
  /** How many messages wait there and could be taken now, about. */
  depth(of: { lane: Lane; issuer: IssuerName }): Promise<number>;
  /** How quickly its workers take messages from there. */
  pace(of: { lane: Lane; issuer: IssuerName }): Pace;
}
