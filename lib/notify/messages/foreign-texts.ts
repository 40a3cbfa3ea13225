import type { FindingKind } from '../../model/foreign/finding';

/** What a finding means, and what a person does about it; `{about}` and `{expected}` are versions of the secret, `{secret}` its name. */
export interface ForeignText {
  means: string;
  todo: string;
}

/** A message for each finding that stands, and for the one that does not. */
export const foreignTexts: Readonly<Record<FindingKind | 'stored again', ForeignText>> = {
  'deletion scheduled': {
    means:
      'The secret {secret} is scheduled for deletion: no consumer can read it, and nothing is stored there until it is restored.',
    todo: 'Restore it (aws secretsmanager restore-secret), or release the key if the deletion was meant.',
  },
  'secret deleted': {
    means:
      'The secret {secret} was deleted for good: no consumer can read it, and there is nowhere to store a fresh value.',
    todo: 'Release the key, and declare it anew with another secret; or revoke it, if its credential is not to live on.',
  },
  'nothing current': {
    means:
      'No version of the secret {secret} is AWSCURRENT any more: whoever reads it gets nothing. Rekey had left {expected} there.',
    todo: 'Find who removed the label.',
  },
  'no credential': {
    means:
      'Version {about} of the secret {secret} is current and holds no credential in the place that the manifest names. Rekey had left {expected} there.',
    todo: 'Put the expected version back (aws secretsmanager update-secret-version-stage), or correct format and field in the keys file.',
  },
  'dead value': {
    means:
      'Version {about} of the secret {secret} was made current, and the issuer does not accept it: consumers that read it are refused. Rekey had left {expected} there.',
    todo: 'Find who moved the label, and why.',
  },
  'unknown credential': {
    means:
      'Version {about} of the secret {secret} was made current. The issuer accepts it, and cannot say which credential it is: Rekey cannot end it, and does not rotate over it. Rekey had left {expected} there.',
    todo: 'Put the expected version back (aws secretsmanager update-secret-version-stage), or say why this one is to stay; if it leaks, revoke it at the issuer by hand.',
  },
  "another key's credential": {
    means:
      'Version {about} of the secret {secret} was made current. It is the credential of another key: two secrets now depend on it, and Rekey leaves both alone here.',
    todo: 'Put the expected version back (aws secretsmanager update-secret-version-stage): {expected}.',
  },
  'credential ended': {
    means:
      'The credential of the current version {about} was deleted, disabled or has expired at its issuer, not by Rekey: consumers are refused.',
    todo: 'Find who ended it at the issuer.',
  },
  'value gone': {
    means:
      'The secret {secret} no longer holds the value of version {about}, which still lives: it cannot be rolled back to, and its death cannot be shown later.',
    todo: 'Nothing, if the current version works. Whoever removed labels of versions should know that AWS then deletes them.',
  },
  'other grant': {
    means: 'At its issuer the current credential may do something else than was declared.',
    todo: 'Compare the grant in the ledger (rekey lineage) with the keys file. Rotate the key (rekey rotate) to get what is declared, or declare what it needs.',
  },
  'stored again': {
    means:
      'Somebody stored the current credential once more, as version {about} of the secret {secret}, perhaps to change another field. It is the same credential, and stays as it is.',
    todo: 'Nothing.',
  },
};
