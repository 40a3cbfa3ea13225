import { callFaults } from './faults';

/** What every longer run of the adversary must have done at least once; else it is no adversary. */
export const basicCoverage: readonly string[] = [
  ...callFaults.map((fault) => `fault: ${fault}`),
  ...['lost', 'doubled', 'late', 'redelivered', 'dead-lettered'].map((what) => `message: ${what}`),
  ...['unavailable', 'throttled', 'another grant given', 'a revocation forgotten', '403 to a probe'].map(
    (what) => `issuer: ${what}`,
  ),
  ...['unavailable', 'throttled', 'refuses all'].map((kind) => `issuer: outage: ${kind}`),
  'stream: record lost',
  'bus: refuses',
  ...[
    'apply again',
    'change',
    'rotate by hand',
    'revoke by hand',
    'roll back',
    'report',
    'sweep twice',
    'replay a message',
    'move the label by hand',
    'put a value by hand',
    'pause',
    'release',
    'outage',
  ].map((name) => `operation: ${name}`),
  ...['public', 'private', 'unknown', 'unknown value'].map((what) => `report: ${what}`),
  ...[
    'key-registered',
    'key-changed',
    'key-released',
    'secret-claimed',
    'rotation-begun',
    'rotation-resumed',
    'rotation-deferred',
    'attempt-given-up',
    'version-stored',
    'version-promoted',
    'rotation-failed',
    'foreign-found',
    'roll-back-begun',
    'roll-back-refused',
    'version-rolled-back',
    'retirement-planned',
    'version-revoked',
    'version-dead',
    'version-still-alive',
    'orphan-revoked',
    'search-ended',
    'leak-reported',
    'key-paused',
  ].map((type) => `entry: ${type}`),
  ...[
    'rotate issuer.mint',
    'rotate secrets.putPending',
    'rotate secrets.promote',
    'roll-back secrets.promote',
    'retire issuer.revoke',
    'prove issuer.verify',
    'contain issuer.revoke',
    'expire issuer.revoke',
    'search issuer.find',
    'sweep ledger.postpone',
    'publish bus.put',
  ].map((step) => `step: ${step}`),
];

/** What is missing of it. */
export function neverOccurred(coverage: Readonly<Record<string, number>>): string[] {
  return basicCoverage.filter((name) => (coverage[name] ?? 0) === 0);
}
