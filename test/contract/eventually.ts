import { setTimeout as delay } from 'node:timers/promises';

/** Repeats what reads an index until it does not throw: indexes follow the table after a moment. The last failure is the answer. */
export async function eventually<T>(look: () => Promise<T>, withinMs = 3000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(100);
    }
  }
}
