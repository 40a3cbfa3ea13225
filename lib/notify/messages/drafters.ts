import type { EventType } from '../../model/event';
import type { Drafter } from '../draft';
import { adoptionFailed } from './adoption-failed';
import { credentialTakenOver } from './credential-taken-over';
import { expiryOverdue } from './expiry-overdue';
import { foreignChangeFound } from './foreign-change-found';
import { incidentDecided } from './incident-decided';
import { incidentHeld } from './incident-held';
import { incidentStillHeld } from './incident-still-held';
import { keyAdopted } from './key-adopted';
import { foreignChangeOver } from './foreign-change-over';
import { keyIssued } from './key-issued';
import { keyNotReady } from './key-not-ready';
import { keyReady } from './key-ready';
import { keyRecovered } from './key-recovered';
import { keyRegistered } from './key-registered';
import { keyReleased } from './key-released';
import { keyRolledBack } from './key-rolled-back';
import { keyRotated } from './key-rotated';
import { leakNotEnded } from './leak-not-ended';
import { leakReported } from './leak-reported';
import { ledgerRecovered } from './ledger-recovered';
import { ledgerRestored } from './ledger-restored';
import { observedKeysSummary } from './observed-keys-summary';
import { orphanRevoked } from './orphan-revoked';
import { reaperHalted } from './reaper-halted';
import { rollBackRefused } from './roll-back-refused';
import { rotationFailed } from './rotation-failed';
import { rotationPaused } from './rotation-paused';
import { rotationResumed } from './rotation-resumed';
import { strayFound } from './stray-found';
import { strayRevoked } from './stray-revoked';
import { unknownCredentialFound } from './unknown-credential-found';
import { versionDead } from './version-dead';
import { versionRevoked } from './version-revoked';
import { versionStillAlive } from './version-still-alive';
import { wouldHaveActed } from './would-have-acted';

/** Who writes the message of an event. */
export const drafters: Readonly<Record<EventType, Drafter>> = {
  'Key Registered': keyRegistered,
  'Key Released': keyReleased,
  'Key Issued': keyIssued,
  'Key Adopted': keyAdopted,
  'Adoption Failed': adoptionFailed,
  'Would Have Acted': wouldHaveActed,
  'Observed Keys Summary': observedKeysSummary,
  'Key Rotated': keyRotated,
  'Rotation Failed': rotationFailed,
  'Key Rolled Back': keyRolledBack,
  'Rollback Refused': rollBackRefused,
  'Rotation Paused': rotationPaused,
  'Rotation Resumed': rotationResumed,
  'Foreign Change Found': foreignChangeFound,
  'Foreign Change Over': foreignChangeOver,
  'Credential Taken Over': credentialTakenOver,
  'Key Not Ready': keyNotReady,
  'Key Ready': keyReady,
  'Leak Reported': leakReported,
  'Incident Held': incidentHeld,
  'Incident Still Held': incidentStillHeld,
  'Leak Not Ended': leakNotEnded,
  'Incident Approved': incidentDecided,
  'Incident Dismissed': incidentDecided,
  'Version Revoked': versionRevoked,
  'Version Dead': versionDead,
  'Version Still Alive': versionStillAlive,
  'Expiry Overdue': expiryOverdue,
  'Orphan Revoked': orphanRevoked,
  'Unknown Credential Found': unknownCredentialFound,
  'Stray Found': strayFound,
  'Stray Revoked': strayRevoked,
  'Reaper Halted': reaperHalted,
  'Ledger Restored': ledgerRestored,
  'Key Recovered': keyRecovered,
  'Ledger Recovered': ledgerRecovered,
};
