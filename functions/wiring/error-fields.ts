import { IssuerError } from '../../lib/ports/issuer-error';
import { RekeyError } from '../../lib/model/rekey-error';
import type { LogFields } from '../../lib/ports/telemetry';

/** What a log may say of an error: the whole of our own, and of any other the kind and where it came from, since its message may quote anything. */
export function errorFields(error: unknown): LogFields {
  if (error instanceof RekeyError) return { error: error.code, reason: error.message };
  if (error instanceof IssuerError) return { error: error.kind, reason: error.message };
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames?.slice(0, 4).join(' ').trim() };
}
