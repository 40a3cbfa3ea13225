import { randomBytes } from 'node:crypto';
import type { Ids } from '../ports/ids';

/** Ids from the operating system's random source. */
export class CryptoIds implements Ids {
  random(): string {
    return randomBytes(16).toString('hex');
  }
}
