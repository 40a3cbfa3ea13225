import type { Delivery } from './delivery';

/** The queue of `notify`, from its other end. */
export interface DeliveryQueue {
  /** @throws RekeyError `unavailable` when one of them was not taken; then all are to be sent again */
  send(deliveries: readonly Delivery[]): Promise<void>;
}
