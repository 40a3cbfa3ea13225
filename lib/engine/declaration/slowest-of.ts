import type { Consumer } from '../../model/manifest/manifest';

/** The consumer that takes longest to use a new value; undefined: there is none. */
export function slowestOf(consumers: readonly Consumer[]): Consumer | undefined {
  return consumers.toSorted((one, other) => other.delaySeconds - one.delaySeconds)[0];
}
