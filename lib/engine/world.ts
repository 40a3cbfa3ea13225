import type { DiscoverScope } from '../model/discovery/discover-scope';
import type { Installation } from '../model/ledger/installation';
import type { Instant } from '../model/instant';
import type {
  Clock,
  Discoveries,
  EventBus,
  Fingerprints,
  Ids,
  Issuer,
  IssuerProfile,
  Ledger,
  Queues,
  SecretDescription,
  SecretStore,
  Telemetry,
} from '../ports';

/** What every engine function has at hand. */
export interface World {
  ledger: Ledger;
  queues: Queues;
  clock: Clock;
  ids: Ids;
  telemetry: Telemetry;
  installation: Installation;
}

/** What a worker has besides: one issuer, its secrets, the fingerprint key, and the end of its own time. */
export interface WorkerWorld extends World {
  issuer: Issuer;
  secrets: SecretStore;
  fingerprints: Fingerprints;
  discoveries: Discoveries;
  /** Which secrets may be looked into for credentials that are no key's, but for the one that is never. */
  discoverable: DiscoverScope & { except?: string };
  /** When this invocation will be ended by its runtime. */
  deadline: Instant;
  /** Whether the reaper revokes what it finds, or only reports it. @default 'report' */
  reaper?: 'report' | 'act';
}

/** What whoever tells entries on the bus has besides. */
export interface PublisherWorld extends World {
  bus: EventBus;
  /** Account and region, as events name them. */
  account: string;
  region: string;
}

/** What the sweep has besides. */
export interface SweepingWorld extends PublisherWorld {
  /** When this invocation will be ended by its runtime. */
  deadline: Instant;
}

/** What declaring keys takes besides. It can describe a secret, and read none. */
export interface DeclaringWorld extends World {
  issuers: ReadonlyMap<string, IssuerProfile>;
  describeSecret(name: string): Promise<SecretDescription | undefined>;
  /** Shortest allowed time between two rotations, in seconds: 1200, less at a local endpoint only. */
  minimumIntervalSeconds: number;
  /** Whether somebody confirmed a subscription that reaches this owner. */
  hasConfirmedChannel(owner: string): Promise<boolean>;
}

/** What the operator API has besides. */
export interface OperatorWorld extends DeclaringWorld {
  discoveries: Discoveries;
}
