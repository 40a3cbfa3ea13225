import { type Instant, plusSeconds } from '../model/instant';
import type { Clock } from '../ports';

/** What `read` gives for a name, asked for again only when it is older than so many seconds; a failure is not kept. */
export function keptFor<T>(
  seconds: number,
  clock: Clock,
  read: (name: string) => Promise<T>,
): (name: string) => Promise<T> {
  const kept = new Map<string, { until: Instant; value: Promise<T> }>();
  return (name) => {
    const now = clock.now();
    const present = kept.get(name);
    if (present !== undefined && now < present.until) return present.value;
    const value = read(name);
    const entry = { until: plusSeconds(now, seconds), value };
    kept.set(name, entry);
    value.catch(() => {
      if (kept.get(name) === entry) kept.delete(name);
    });
    return value;
  };
}
