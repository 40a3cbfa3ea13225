/** What the engine needs of the world. `aws` and `memory` implement it; one contract suite holds both to it. */
export type { Clock } from './ports/clock';
export type { DeadLetter, DeadLetters, LetterContent, ReadLetter } from './ports/dead-letters';
export type { Discoveries } from './ports/discoveries';
export type { Fingerprints, FingerprintTag } from './ports/fingerprints';
export type {
  Capabilities,
  FoundKey,
  Grant,
  Issuer,
  IssuerProfile,
  LastUse,
  ProbeResult,
  ValuePattern,
} from './ports/issuer';
export { IssuerError, type IssuerErrorKind, issuerErrorKinds } from './ports/issuer-error';
export type {
  DueItem,
  DueMove,
  InstallationTransition,
  Ledger,
  Located,
  Page,
  RecordOutcome,
  Transition,
} from './ports/ledger';
export type { DelayedWork, Lane, Queues } from './ports/queues';
export type { ListedSecret, SecretDescription, SecretStore, StoredValue } from './ports/secret-store';
export type { LogFields, Telemetry } from './ports/telemetry';
export type { EventBus } from './ports/event-bus';
export type { Ids } from './ports/ids';
export type { ReportQueue } from './ports/reports';
