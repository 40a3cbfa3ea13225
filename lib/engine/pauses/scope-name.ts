import type { PauseScope } from '../../model/work/pause';

/** A scope in words: `all keys`, `issuer unleash`. */
export function scopeName(scope: PauseScope): string {
  return 'all' in scope ? 'all keys' : `issuer ${scope.issuer}`;
}
