import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IRekey } from './i-rekey';

/** One thing a key may do, and why it needs it. */
export interface OrgKeyGrant {
  /** What the key may do, in the issuer's own words: docs/issuers.md. */
  readonly allow: Readonly<Record<string, unknown>>;
  /** Why it needs that, 1 to 512 characters. */
  readonly because: string;
}

/** Who uses a key, and the longest time until a new value is used: `refresh` and `maxRun`, or `onDeploy`. */
export interface OrgKeyConsumer {
  /** 1 to 128 characters. */
  readonly name: string;
  /** How often it reads the secret again; whole seconds. @default none: then `onDeploy` is required */
  readonly refresh?: Duration;
  /** How long one run keeps a value it has read; added to `refresh`. @default no time */
  readonly maxRun?: Duration;
  /** It reads the secret at deployments only, which come this often. @default none: then `refresh` is required */
  readonly onDeploy?: Duration;
}

/** Where the value of a key goes. */
export interface OrgKeySecret {
  /** Name of the secret in Secrets Manager, 1 to 512 characters; Rekey makes it. It cannot change. */
  readonly name: string;
  /** `json` keeps other fields of the secret; `text` is the bare value. It cannot change. @default 'json' */
  readonly format?: 'json' | 'text';
  /** Field of a JSON secret for the value. It cannot change. @default the issuer's own field names */
  readonly field?: string;
}

/** What happens to the key after a leak. */
export interface OrgKeyLeak {
  /** Overlap after a leak that is not known to be public. @default twice the slowest consumer's delay */
  readonly overlap?: Duration;
  /** How long a kill waits for the replacement. @default 3 seconds */
  readonly replaceWithin?: Duration;
}

/** A channel of the owner's: a webhook with the secret of its signing key, or Slack. */
export interface OrgKeyChannel {
  /** Address that messages are posted to, https. @default none: then `slack` is required */
  readonly webhook?: string;
  /** Name of the secret with the webhook's signing key, below `rekey/hooks/`. @default none: required with `webhook` */
  readonly secret?: string;
  /** Name of the secret with the address of an incoming webhook of Slack, below `rekey/hooks/`. @default none */
  readonly slack?: string;
}

/** What is declared of an org key: the fields of a keys file, durations as `Duration` in whole seconds. */
export interface OrgKeyManifest {
  /** Who answers for the key: a mail address or a name, 1 to 256 characters. */
  readonly owner: string;
  /** Who is told besides, 20 at most. @default nobody */
  readonly deputies?: readonly string[];
  /** 1 to 128 characters. @default none */
  readonly team?: string;
  /** 1 to 128 characters. @default none */
  readonly environment?: string;
  /** What the key is for, in a line of 1 to 512 characters. */
  readonly purpose: string;
  /** Name of an issuer that Rekey's `rekey.yaml` has. It cannot change. */
  readonly issuer: string;
  /** Where the value goes. */
  readonly secret: OrgKeySecret;
  /** What the key may do and why, 50 entries at most; narrow. Empty only with `unrestricted`. */
  readonly grant: readonly OrgKeyGrant[];
  /** True asks for an empty grant in so many words. @default false */
  readonly unrestricted?: boolean;
  /** Everybody who uses the key, 1 to 100. */
  readonly consumers: readonly OrgKeyConsumer[];
  /** No value lives longer, overlap included. The issuer may limit it. */
  readonly maxAge: Duration;
  /** How long the old value lives on after a rotation: at least twice the slowest consumer's delay, and shorter than `maxAge`. */
  readonly overlap: Duration;
  /** Why consumers may be refused for a while at each rotation, at an issuer that replaces values in place, 1 to 512 characters. @default they may not */
  readonly acceptGap?: string;
  /** What happens to a value that reaches `maxAge` all the same: it is revoked, or somebody is told. */
  readonly expiry: 'revoke' | 'alert';
  /** What happens after a leak. @default an overlap of twice the slowest consumer's delay */
  readonly leak?: OrgKeyLeak;
  /** Webhooks and Slack channels of the owner, 10 at most. @default Rekey's topic alone */
  readonly notify?: readonly OrgKeyChannel[];
  /** Takes over the credential that the secret holds already: whatever it is, or only the one with the issuer's own id for it. @default a credential of its own is issued */
  readonly adopt?: 'current' | { readonly issuerKeyId: string };
  /** `observe`: only say what would be done. @default 'observe' with `adopt`, else 'enforce' */
  readonly mode?: 'observe' | 'enforce';
  /** With mode `observe`: contain leaks all the same. @default false */
  readonly contain?: boolean;
}

/** Properties of {@link OrgKey}. */
export interface OrgKeyProps extends OrgKeyManifest {
  /** The installation, of this app or another: `Rekey.fromInstallation(this, 'Rekey')`. */
  readonly rekey: IRekey;
  /** Id of the key, `shop/checkout-flags`: segments of letters, digits, ".", "_" and "-", 128 characters at most. Another id is another key: the old one is released. */
  readonly key: string;
  /** How long a deployment waits for a value to be issued, 1 to 55 minutes. @default 10 minutes */
  readonly timeout?: Duration;
  /** Customer-managed KMS key of the secret, which its readers have to use. @default the account's `aws/secretsmanager`, which Rekey makes secrets with */
  readonly encryptionKey?: IKey;
}
