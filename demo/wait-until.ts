import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer. @throws Error naming what was waited for, when it took longer */
export async function waitUntil<T>(
  what: string,
  timeoutSeconds: number,
  ask: () => Promise<T | undefined>,
  pauseMs = 1000,
): Promise<T> {
  const end = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${timeoutSeconds} s in vain for ${what}`);
    await sleep(pauseMs);
  }
}
