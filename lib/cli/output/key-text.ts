import type { KeyAnswer } from '../../api/answers/key-answer';
import { formatDuration } from '../../model/duration';
import { incidentTable } from './incident-text';
import type { Paint } from './paint';
import { visible } from './visible';
import { versionTable } from './version-table';

/** One key for people. */
export function keyText(key: KeyAnswer, paint: Paint): string {
  const parts = [
    `${paint.bold(key.keyId)}  ${key.status}`,
    declared(key),
    `${paint.bold('Versions')}\n${versionTable(key.versions, paint)}`,
    `${paint.bold('Incidents')}\n${incidentTable(key.incidents, paint)}`,
  ];
  if (key.foreignVersionId !== undefined) {
    parts.splice(1, 0, paint.bad(`somebody else made version ${key.foreignVersionId} current`));
  }
  return parts.join('\n\n');
}

function declared({ manifest, ...key }: KeyAnswer): string {
  const rows: [string, string | undefined][] = [
    ['purpose', manifest.purpose],
    ['owner', manifest.owner],
    ['deputies', manifest.deputies.join(', ') || undefined],
    ['team', manifest.team],
    ['environment', manifest.environment],
    ['issuer', manifest.issuer],
    ['secret', `${manifest.secret.name} (${manifest.secret.field ?? manifest.secret.format})`],
    ...grantRows(manifest),
    ...manifest.consumers.map((consumer): [string, string] => [
      'consumer',
      `${consumer.name}, takes a new value within ${formatDuration(consumer.delaySeconds)}`,
    ]),
    ['policy', policyText(manifest)],
    ['registered', `${key.registeredAt} by ${key.registeredBy}`],
    ['declared in', key.stack === undefined ? 'a keys file' : `stack ${key.stack}`],
    ['mode', modeText({ ...key, manifest })],
    ['adopted', adoptedText({ ...key, manifest })],
    ['not adopted', setbackText({ ...key, manifest })],
    [key.mode === 'observe' ? 'would rotate' : 'next rotation', key.rotateAt ?? 'none planned'],
    ['rotation', rotationText(key.rotation)],
    ...key.pauses.map((pause): [string, string] => ['paused', pauseText(pause)]),
    ...key.findings.map(({ what, about, since }): [string, string] => [
      'found',
      `${what}${about === '' ? '' : ` (${about})`}, since ${since}`,
    ]),
    ['stored again', key.copyVersionId && `the current value is version ${key.copyVersionId} of the secret`],
    ['kill', healthText(key)],
    [
      'roll-back',
      key.rollBack && `to version ${key.rollBack.to} since ${key.rollBack.begunAt}: ${key.rollBack.reason}`,
    ],
  ];
  return rows
    .filter((row): row is [string, string] => row[1] !== undefined)
    .map(([name, value]) => `  ${name.padEnd(14)}${visible(value)}`)
    .join('\n');
}

function grantRows({ grant, unrestricted }: KeyAnswer['manifest']): [string, string][] {
  if (unrestricted) return [['grant', 'unrestricted']];
  return grant.map(({ allow, because }) => ['grant', `${JSON.stringify(allow)} because: ${because}`]);
}

function policyText(manifest: KeyAnswer['manifest']): string {
  const { maxAgeSeconds, overlapSeconds, expiry, leak } = manifest;
  const durations = `maxAge ${formatDuration(maxAgeSeconds)}, overlap ${formatDuration(overlapSeconds)}`;
  return `${durations}, at maxAge ${expiry}, overlap after a leak ${formatDuration(leak.overlapSeconds)}`;
}

function modeText({ mode, manifest, observed }: KeyAnswer): string {
  if (mode === 'enforce') return mode;
  const last = observed?.recent.at(-1);
  const done = `${observed?.count ?? 0} acts not done since ${observed?.since ?? 'its declaration'}`;
  const newest = last === undefined ? '' : `, the last at ${last.at}: ${last.what} of version ${last.versionId}`;
  return `observe${manifest.contain === true ? ', leaks contained' : ''}: ${done}${newest}`;
}

function adoptedText({ adopted }: KeyAnswer): string | undefined {
  if (adopted === undefined) return undefined;
  const slots = adopted.slots === undefined ? '' : `; ${adopted.slots.used} credentials of ${adopted.slots.of} then`;
  return `version ${adopted.versionId} at ${adopted.at}${adopted.grant === undefined ? '' : `: ${adopted.grant.says}`}${slots}`;
}

function setbackText({ setback, manifest }: KeyAnswer): string | undefined {
  if (setback === undefined || manifest.adopt === undefined) return undefined;
  return `${setback.reason}; next try ${setback.nextTryAt}`;
}

function healthText({ health, hindrances }: Pick<KeyAnswer, 'health' | 'hindrances'>): string {
  if (health?.checkedAt === undefined || hindrances === undefined) return 'not looked at yet';
  const state =
    health.hindrances.length === 0
      ? 'ready to kill'
      : `not ready to kill: ${health.hindrances.map(({ what, reason }) => `${what}: ${reason}`).join('; ')}`;
  const death =
    health.secondsToDeath === undefined ? '' : `; the last version died in ${Math.round(health.secondsToDeath)} s`;
  return `${state}, as of ${health.checkedAt}${death}`;
}

function pauseText({ until, reason, actor, containment }: KeyAnswer['pauses'][number]): string {
  return `until ${until} by ${actor}${containment ? ', containment too' : ''}: ${reason}`;
}

function rotationText(rotation: KeyAnswer['rotation']): string | undefined {
  if (rotation === undefined) return undefined;
  const failure =
    rotation.lastFailure === undefined
      ? ''
      : `; last failure ${rotation.lastFailure.at}: ${rotation.lastFailure.reason}`;
  return `${rotation.cause}, attempt ${rotation.attempt} since ${rotation.begunAt}${failure}`;
}
