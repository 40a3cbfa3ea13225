import type { DoorName } from '../../model/leaks/door-routes';
import type { SecretValue } from '../../model/secret-value';
import type { IntakeWorld } from '../accept-report';
import type { SeenLately } from './seen-lately';

/** A request at a door, as it came over the wire. */
export interface DoorRequest {
  /** By name in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The bytes that were signed. */
  body: Buffer;
}

/** What the sender is answered: always the same when accepted, and before any look-up; a status and one fixed text when not. */
export type DoorAnswer = { kind: 'accepted' } | { kind: 'refused'; status: 400 | 401 | 413 | 415 };

/** What a door has at hand. */
export interface DoorWorld extends IntakeWorld {
  /** The keys by which a door knows its sender: one, or two during a change. */
  doorKeys(door: DoorName): Promise<readonly SecretValue[]>;
  /** What was accepted a moment ago, as far as this process knows. */
  seenLately: SeenLately;
}

/** A door: authenticates its sender over the raw body, reads its format, and hands on what it means. @throws RekeyError for what is no fault of the sender */
export type Door = (world: DoorWorld, request: DoorRequest) => Promise<DoorAnswer>;
