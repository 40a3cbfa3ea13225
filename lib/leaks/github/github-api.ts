import type { LeakHint } from '../../model/leaks/leak-hint';
import type { SecretValue } from '../../model/secret-value';
import type { RawSighting } from '../candidate';

/** Where an alert stands. */
export type AlertRef = Pick<LeakHint, 'owner' | 'repository' | 'alert'>;

/** A secret scanning alert as GitHub tells it to whoever may read it. */
export interface GithubAlert {
  secret: SecretValue;
  /** GitHub found the value in base64. */
  isBase64: boolean;
  /** Undefined: this GitHub does not say. */
  publiclyLeaked: boolean | undefined;
  url: string | undefined;
  secretType: string | undefined;
}

/** Secret scanning at GitHub, as far as match reads it. One attempt each: no retries inside. @throws RekeyError `unavailable`, `misconfigured` */
export interface GithubApi {
  alert(ref: AlertRef): Promise<GithubAlert>;
  /** The first places of an alert, 20 at most. */
  places(ref: AlertRef): Promise<RawSighting[]>;
}
