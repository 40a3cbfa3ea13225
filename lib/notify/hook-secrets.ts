import type { SecretValue } from '../model/secret-value';

/** The secrets that hold signing keys of webhooks. */
export interface HookSecrets {
  /** @throws RekeyError `misconfigured` when there is none of that name or it may not be read, `unavailable` when nobody answered */
  read(name: string): Promise<SecretValue>;
}
