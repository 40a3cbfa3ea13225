import type { RekeyEvent } from '../model/event';

/** The bus on which transitions are told. */
export interface EventBus {
  /** Puts events; for each, in order, whether the bus took it. */
  put(events: readonly RekeyEvent[]): Promise<boolean[]>;
}
