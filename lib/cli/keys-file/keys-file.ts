import type { KeyId } from '../../model/ids';
import type { Problem } from '../../model/rekey-error';
import type { PlacedProblem } from '../cli-error';

/** One key of a keys file, with the defaults merged in, as the API takes it. */
export interface DeclaredKey {
  keyId: KeyId;
  declaration: Record<string, unknown>;
}

/** A keys file that was read and found right. */
export interface KeysFile {
  keys: DeclaredKey[];
  /** Where in the file a problem with a key is; a field that came from the defaults is placed there. */
  place: (keyId: KeyId, problem: Problem) => PlacedProblem;
}
