/** The constructs with which Rekey is deployed. */
export { type RekeyConfig, readConfig } from './config';
export { RekeyDashboard } from './dashboard';
export { FingerprintKey } from './fingerprint-key';
export { GuardedQueue, type GuardedQueueProps } from './guarded-queue';
export type { IRekey } from './i-rekey';
export { Issuer, type IssuerProps } from './issuer';
export { healthForwarderRegions, HealthForwarderStack, type HealthForwarderStackProps } from './health-forwarder-stack';
export { LeakDoors, type LeakDoorsProps } from './leak-doors';
export { LeakIntake } from './leak-intake';
export { type IndexName, LedgerTable } from './ledger-table';
export { localContextKey, localDifferences, removalContextKey } from './local';
export { Notifier } from './notifier';
export { OperatorApi } from './operator-api';
export { OrgKey, type OrgKeyReadOptions } from './org-key';
export type {
  OrgKeyChannel,
  OrgKeyConsumer,
  OrgKeyGrant,
  OrgKeyLeak,
  OrgKeyManifest,
  OrgKeyProps,
  OrgKeySecret,
} from './org-key-props';
export { Outbox } from './outbox';
export { Registrar } from './registrar';
export { Registration, type RegistrationProps } from './registration';
export {
  type OperatorGrantOptions,
  Rekey,
  type RekeyAttributes,
  type RekeyInstallationOptions,
  type RekeyProps,
  type RegistrationOptions,
} from './rekey';
export { RekeyFunction, type RekeyFunctionProps } from './rekey-function';
export { RekeyStack, type RekeyStackProps } from './rekey-stack';
export { SecretWatch } from './secret-watch';
export { Sweeper } from './sweeper';
export { WeeklySummary } from './weekly-summary';
