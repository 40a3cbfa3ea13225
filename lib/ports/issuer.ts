import type { Instant } from '../model/instant';
import type { IssuerName } from '../model/ids';
import type { Material } from '../model/secret-format';
import type { KeyRef } from '../model/version';

/** What a key may do, in the issuer's canonical form: two equal grants compare equal as JSON. */
export type Grant = Record<string, unknown>;

/** What an issuer can do, and how fast. Times are worst cases to plan for, in seconds. */
export interface Capabilities {
  /** `overlap`: create, then delete the old (two-slot is `maxActive: 2`); `roll`: replaced in place; `manual`: a person mints. */
  family: 'overlap' | 'roll' | 'manual';
  /** Credentials that may exist at once; null: no limit known. */
  maxActive: number | null;
  label: 'unique' | 'searchable' | 'none';
  /** A credential can be switched off before it is deleted. */
  disable: boolean;
  expiry: { settable: boolean; maxSeconds?: number };
  grants: { readableBy: 'subject' | 'admin' | 'none' };
  /** Names of the parts of a credential, the secret one first: `['token']`. */
  fields: readonly [string, ...string[]];
  /** From the mint's answer until every node accepts the value. */
  activationSeconds: number;
  /** From the accepted revocation until every node refuses the value. */
  revocationSeconds: number;
}

/** A form in which the issuer's values are recognised. */
export interface ValuePattern {
  name: string;
  /** A JavaScript regular expression, without anchors; must be safe to run on hostile text. */
  regex: string;
}

/** What can be said of an issuer without asking it: enough to plan, to validate a manifest and to recognise its values. */
export interface IssuerProfile {
  readonly name: IssuerName;
  readonly kind: string;
  readonly capabilities: Capabilities;
  readonly patterns: readonly ValuePattern[];
  /** The canonical form of a declared grant (all `allow` entries), and what is wrong with it, if anything. */
  normalizeGrant(allow: readonly Record<string, unknown>[]): { grant: Grant; problems: string[] };
  /** A human sentence of what minting such a grant asks the issuer for. */
  describeGrant(grant: Grant): string;
}

/** A credential as an issuer lists it. */
export interface FoundKey {
  ref: KeyRef;
  state: 'active' | 'disabled' | 'expired' | 'revoked';
  createdAt?: Instant;
  lastUsedAt?: Instant;
  grant?: Grant;
}

/** What the probe saw. `dead` only by the issuer's own code for a dead key; anything not understood is an {@link IssuerError}. */
export type ProbeResult = { kind: 'alive'; grant?: Grant } | { kind: 'dead' };

/** One configured issuer. Every method is one attempt: no retries inside. @throws IssuerError */
export interface Issuer extends IssuerProfile {
  /** Mints a credential with exactly this grant. `ambiguous` when the outcome is not known. `expiresAt` is passed on where the issuer can. */
  mint(request: {
    label: string;
    grant: Grant;
    expiresAt?: Instant;
  }): Promise<{ ref: KeyRef; material: Material; grant?: Grant }>;
  /** What carries the label; every credential when no label is given. */
  find(by: { label?: string }): Promise<FoundKey[]>;
  /** The credential as an administrator sees it; undefined when it is gone. */
  inspect(ref: KeyRef): Promise<FoundKey | undefined>;
  /** One harmless call with the credential itself. */
  verify(material: Material): Promise<ProbeResult>;
  /** Switches off, reversibly; only with `capabilities.disable`. */
  disable?(ref: KeyRef): Promise<void>;
  /** Returns when the issuer accepted it, which is not when the key is dead. An unknown key is a success. */
  revoke(ref: KeyRef): Promise<void>;
  /** Asks something harmless with the admin credential. */
  checkAdmin(): Promise<void>;
}
