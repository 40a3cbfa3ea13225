import type { Simulation } from '../surroundings/simulation';

/** Messages about one thing in an hour that are no more than trying again: a containment that waits for its rotation is looked at every minute. */
const mostInAnHour = 200;

/** Copies of one message that come within so many milliseconds are one round: while a pause kept them, they were doubled time and again. */
const roundMs = 5000;

/** Work does not go round: once nothing goes wrong any more, what cannot be done yet, or is not due, is not taken up again and again. */
export function checkWorkEnds({ watch, scheduler }: Simulation, subject: string): void {
  if (watch.quietMs === undefined || watch.forgetful || watch.replays) return;
  const { nowMs } = scheduler;
  const hour = Math.floor(nowMs / 3600_000);
  const name = `${hour} ${subject}`;
  const last = watch.rounds.get(name);
  if (last !== undefined && nowMs < last.sinceMs + roundMs) return;
  const count = (last?.count ?? 0) + 1;
  watch.rounds.set(name, { count, sinceMs: nowMs });
  if (count > mostInAnHour) watch.break('work ends', `${subject} was taken up ${count} times within an hour`);
}
