import { createHash } from 'node:crypto';

/** Id of a report whose sender has one of its own: 32 hexadecimal digits, the same for the same source and id. */
export function reportIdOf(source: string, id: string): string {
  return createHash('sha256').update(`${source}\0${id}`).digest('hex').slice(0, 32);
}
