import { CliError } from './cli-error';

/** What a pause is for, besides a key. */
export interface PauseTarget {
  issuer?: string;
  all?: true;
}

/** A pause's target in words. @throws CliError `usage` unless there is exactly one */
export function pausedWhat(key: string | undefined, { issuer, all }: PauseTarget): string {
  const named = [key, issuer && `issuer ${issuer}`, all && 'all keys'].filter((one) => typeof one === 'string');
  const [what] = named;
  if (what !== undefined && named.length === 1) return what;
  throw new CliError('usage', 'name a key, --issuer or --all: exactly one of them');
}
