/** The constructs with which Rekey is deployed. */
export { type RekeyConfig, readConfig } from './config';
export { RekeyDashboard } from './alarms/dashboard';
export { FingerprintKey } from './fingerprint-key';
export { GuardedQueue, type GuardedQueueProps } from './guarded-queue';
export type { IRekey } from './org-key/i-rekey';
export { Issuer, type IssuerProps } from './issuer/issuer';
export {
  healthForwarderRegions,
  HealthForwarderStack,
  type HealthForwarderStackProps,
} from './intake/health-forwarder-stack';
export { LeakDoors, type LeakDoorsProps } from './intake/leak-doors';
export { LeakIntake } from './intake/leak-intake';
export { type IndexName, LedgerTable } from './ledger-table';
export { localContextKey, localDifferences, removalContextKey } from './local-variant';
export { Notifier } from './telling/notifier';
export { OperatorApi } from './operators/operator-api';
export { OrgKey, type OrgKeyReadOptions } from './org-key/org-key';
export type {
  OrgKeyChannel,
  OrgKeyConsumer,
  OrgKeyGrant,
  OrgKeyLeak,
  OrgKeyManifest,
  OrgKeyProps,
  OrgKeySecret,
} from './org-key/org-key-props';
export { Outbox } from './telling/outbox';
export { Registrar } from './org-key/registrar';
export { Registration, type RegistrationProps } from './org-key/registration';
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
export { WeeklySummary } from './telling/weekly-summary';
