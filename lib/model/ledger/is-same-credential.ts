import type { KeyRef } from './version';

/** Whether two versions are, or may be, values of one credential; of one whose name nobody knows nobody can say that it is not. */
export function isSameCredential(one: KeyRef | undefined, other: KeyRef | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return one.id === undefined && other.id === undefined ? one.label === other.label : one.id === other.id;
}
