import type { DeadLetters, ReadLetter } from '../../ports';
import type { World } from '../world';

/** What a look at dead letters needs besides. */
export interface RedriveWorld extends World {
  deadLetters: DeadLetters;
  readLetter: ReadLetter;
}
