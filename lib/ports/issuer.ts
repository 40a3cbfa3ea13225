import type { Instant } from '../model/instant';
import type { IssuerName } from '../model/ids';
import type { Material } from '../model/secret-format';
import type { KeyRef } from '../model/ledger/version';

/** What a key may do, in the issuer's canonical form: two equal grants compare equal as JSON. */
export type Grant = Record<string, unknown>;

/** What an issuer can do, and how fast. Times are worst cases to plan for, in seconds. */
export interface Capabilities {
  /** `overlap`: create, then delete the old (two-slot is `maxActive: 2`); `roll`: replaced in place; `manual`: a person mints. */
  family: 'overlap' | 'roll' | 'manual';
  /** Only with family `roll`: how long the value before can be accepted after a roll at most, in seconds; 0: not at all. */
  roll?: { graceMaxSeconds: number };
  /** Credentials that may exist at once; null: no limit known. */
  maxActive: number | null;
  label: 'unique' | 'searchable' | 'none';
  /** A credential can be switched off before it is deleted. */
  disable: boolean;
  /** How long a replaced credential stays switched off before it is deleted, so that it can be switched on again; a kill does not wait. @default 0 */
  quarantineSeconds?: number;
  expiry: { settable: boolean; maxSeconds?: number };
  grants: { readableBy: 'subject' | 'admin' | 'none' };
  /** Names of the parts of a credential, the secret one first: `['token']`. */
  fields: readonly [string, ...string[]];
  /** From the mint's answer until every node accepts the value. */
  activationSeconds: number;
  /** From the accepted revocation until every node refuses the value. */
  revocationSeconds: number;
  /** Sessions made with a credential outlive its deletion by so many seconds at most. @default no such sessions */
  sessions?: { longestSeconds: number };
}

/** A form in which the issuer's values are recognised. */
export interface ValuePattern {
  name: string;
  /** A JavaScript regular expression, without anchors; must be safe to run on hostile text. */
  regex: string;
  /** True: what has this form is the issuer's id of a credential, and no secret. @default false */
  public?: boolean;
}

/** What can be said of an issuer without asking it: enough to plan, to validate a manifest and to recognise its values. */
export interface IssuerProfile {
  readonly name: IssuerName;
  readonly kind: string;
  readonly capabilities: Capabilities;
  readonly patterns: readonly ValuePattern[];
  /** The canonical form of a declared grant (all `allow` entries), and what is wrong with it, if anything. */
  normalizeGrant(allow: readonly Record<string, unknown>[]): { grant: Grant; problems: string[] };
  /** Under whom such a grant's credentials live, where the issuer keeps them under somebody. */
  principalOf?(grant: Grant): string | undefined;
  /** A human sentence of what minting such a grant asks the issuer for. */
  describeGrant(grant: Grant): string;
}

/** A credential as an issuer lists it. */
export interface FoundKey {
  ref: KeyRef;
  state: 'active' | 'disabled' | 'expired' | 'revoked';
  createdAt?: Instant;
  /** When it ends by itself; absent: never, as far as the issuer says. */
  expiresAt?: Instant;
  lastUsedAt?: Instant;
  /** Who made it, as far as the issuer says; text of others. */
  createdBy?: string;
  /** True: it is the one that the issuer is administered with. @default false */
  admin?: boolean;
  grant?: Grant;
}

/** When and for what a credential was used last, as far as the issuer says. */
export interface LastUse {
  at: Instant;
  service?: string;
  region?: string;
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
  /**
   * Replaces the value of a credential in place, under the same rights; only with `capabilities.roll`. The value before is accepted for `graceSeconds` more, or for less; those before that no longer than they were.
   * `ambiguous` when the outcome is not known; `not_found`: there is no such credential, and nothing was done.
   */
  roll?(
    ref: KeyRef,
    request: { graceSeconds: number; expiresAt?: Instant },
  ): Promise<{ ref: KeyRef; material: Material }>;
  /** What carries the label; every credential when no label is given. With a principal, of that one only. */
  find(by: { label?: string; principal?: string }): Promise<FoundKey[]>;
  /** The credential as an administrator sees it; undefined when it is gone. */
  inspect(ref: KeyRef): Promise<FoundKey | undefined>;
  /** One harmless call with the credential itself. */
  verify(material: Material): Promise<ProbeResult>;
  /** Switches off, reversibly; only with `capabilities.disable`. */
  disable?(ref: KeyRef, material?: Material): Promise<void>;
  /** Takes `disable` back, while the credential is there; only with `capabilities.quarantineSeconds`. @throws IssuerError `not_found` when it is gone */
  enable?(ref: KeyRef): Promise<void>;
  /** Returns when the issuer accepted it, which is not when the key is dead. An unknown key is a success. Where values are rolled, every value of the credential ends. With the value, exactly that credential, whatever else carries its label. */
  revoke(ref: KeyRef, material?: Material): Promise<void>;
  /** Names the credential that a value belongs to, where the value itself says so; asks nobody. */
  refOf?(material: Material, of: { label: string; principal?: string }): KeyRef | undefined;
  /** Asks which of the issuer's credentials has this value, whoever made it; undefined: none that the issuer knows. Absent: the issuer cannot say. */
  recognise?(material: Material): Promise<FoundKey | undefined>;
  /** When the credential was used last; undefined: never, as far as the issuer knows. */
  lastUse?(ref: KeyRef): Promise<LastUse | undefined>;
  /** Refuses the sessions that were made with the credential before `before`; only with `capabilities.sessions`. Repeated it changes nothing. */
  endSessions?(ref: KeyRef, before: Instant): Promise<void>;
  /** Takes back the refusal of `endSessions`, unless a later one took its place. */
  liftSessionEnd?(ref: KeyRef, before: Instant): Promise<void>;
  /** Asks something harmless with the admin credential. */
  checkAdmin(): Promise<void>;
}
