import type { FingerprintTag } from '../../ports';

/** Every digest of a value that a leak source may send. */
export const everyTag: readonly FingerprintTag[] = ['raw', 'hmsl', 'sha1'];
