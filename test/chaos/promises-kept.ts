import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { verifyChain } from '../../lib/model/ledger/chain';
import type { Entry } from '../../lib/model/ledger/entry';
import type { Incident } from '../../lib/model/leaks/incident';
import { secondsBetween } from '../../lib/model/instant';
import { SecretValue } from '../../lib/model/secret-value';
import type { InstantStage } from '../local/instant-stage';
import type { KeyOnRecord } from './read-ledger';

/** Which promises are broken once everything has come to rest, each with what shows it: what the issuer accepts, what the secrets hold, what owners received, beside what the ledger says. */
export async function brokenPromises(set: InstantStage, keys: readonly KeyOnRecord[]): Promise<string[]> {
  const { url, region, credentials } = set.stage.endpoint;
  const secrets = new SecretsManagerClient({ endpoint: url, region, credentials });
  const broken: string[] = [];
  const alive = new Map(set.issuer.tokens().map((token) => [token.id, token]));
  for (const { head, versions, entries } of keys) {
    const { keyId } = head;
    const stored = await secrets.send(new GetSecretValueCommand({ SecretId: keyId }));
    const { token = '' } = JSON.parse(stored.SecretString ?? '{}') as { token?: string };
    const current = versions.find(({ versionId }) => versionId === head.currentVersionId);
    if (!set.issuer.accepts(new SecretValue(token))) broken.push(`P1 ${keyId}: its current value is refused`);
    if (stored.VersionId !== head.currentVersionId) broken.push(`P5 ${keyId}: the secret and the ledger differ`);
    const living = versions.filter(({ ref }) => ref?.id !== undefined && alive.has(ref.id));
    for (const { versionId, state } of living) {
      if (versionId !== current?.versionId) broken.push(`P5 ${keyId}: version ${versionId} is ${state}, and alive`);
    }
    for (const { ref } of living) alive.delete(ref?.id ?? '');
    broken.push(...earlyDeaths(keyId, entries), ...lateDeaths(keyId, entries));
    const verdict = verifyChain(entries, head);
    if (verdict.kind === 'broken') broken.push(`P7 ${keyId}: entry ${verdict.sequence} is ${verdict.problem}`);
    if (head.manifest.notify.some((channel) => 'webhook' in channel)) broken.push(...untold(set, keyId, entries));
  }
  for (const { id, label } of alive.values()) broken.push(`P2: credential ${id} (${label}) is no version of any key`);
  secrets.destroy();
  return broken;
}

/** P3: what was superseded was revoked after its successor was current. */
function earlyDeaths(keyId: string, entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.type !== 'version-revoked' || entry.evidence['reason'] !== 'superseded') return [];
    const successor = entries.find(
      ({ type, sequence, evidence }) =>
        type === 'version-promoted' && sequence < entry.sequence && evidence['from'] === entry.versionId,
    );
    return successor === undefined ? [`P3 ${keyId}: ${entry.versionId} was revoked before it was replaced`] : [];
  });
}

/** P4: no revocation was accepted later than the version's hard end. */
function lateDeaths(keyId: string, entries: readonly Entry[]): string[] {
  return entries.flatMap(({ type, sequence, versionId }) =>
    type === 'expiry-overdue' ? [`P4 ${keyId}: ${versionId} outlived its end (entry ${sequence})`] : [],
  );
}

/** P9: each of these entries reached the owner's webhook, signed. */
function untold({ receiver }: InstantStage, keyId: string, entries: readonly Entry[]): string[] {
  const heard = new Set(receiver.messages.filter(({ signatureValid }) => signatureValid).map(({ body }) => idIn(body)));
  return entries
    .filter(({ type }) => ['version-promoted', 'version-revoked', 'version-dead'].includes(type))
    .filter(({ sequence }) => !heard.has(`${keyId}#${sequence}`))
    .map(({ type, sequence }) => `P9 ${keyId}: nobody heard of ${type}, entry ${sequence}`);
}

function idIn(body: string): string | undefined {
  return (JSON.parse(body) as { data?: { id?: string } }).data?.id;
}

/** Every report that was accepted stands in an incident whose version is revoked. */
export function neglectedReports(reports: readonly string[], keys: readonly KeyOnRecord[]): string[] {
  return reports.flatMap((reportId) => {
    for (const { versions, incidents } of keys) {
      const incident = incidents.find((one) => reportsOf(one).includes(reportId));
      if (incident === undefined) continue;
      const { state, revokedAt } = versions.find(({ versionId }) => versionId === incident.versionId) ?? {};
      if (revokedAt !== undefined) return [];
      return [`leak: report ${reportId} of ${incident.keyId} was accepted, and its version is ${state}`];
    }
    return [`leak: report ${reportId} was accepted, and stands nowhere`];
  });
}

function reportsOf({ reports, earlierReportIds = [] }: Incident): string[] {
  return [...reports.map(({ reportId }) => reportId), ...earlierReportIds];
}

/** Seconds from the first accepted report of each version to its accepted revocation. */
export function secondsToRevocation(keys: readonly KeyOnRecord[]): number[] {
  return keys.flatMap(({ versions, incidents }) =>
    incidents.flatMap(({ versionId, reports }) => {
      const revokedAt = versions.find((version) => version.versionId === versionId)?.revokedAt;
      const [first] = reports.map(({ acceptedAt }) => acceptedAt).toSorted();
      return revokedAt === undefined || first === undefined ? [] : [secondsBetween(first, revokedAt)];
    }),
  );
}
