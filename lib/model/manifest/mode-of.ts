import type { Manifest, Mode } from './manifest';

/** Whether Rekey acts on a key: an adopted one is observed until its manifest says otherwise. */
export function modeOf({ mode, adopt }: Pick<Manifest, 'mode' | 'adopt'>): Mode {
  return mode ?? (adopt === undefined ? 'enforce' : 'observe');
}
