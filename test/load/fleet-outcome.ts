import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { eachBounded } from '../../lib/model/each-bounded';
import type { InstallationId, KeyId, VersionId } from '../../lib/model/ids';
import { keyHashOf, readLabel } from '../../lib/model/label';
import type { KeyOnRecord } from '../chaos/read-ledger';
import type { InstantCall } from '../issuers/instant-api';
import type { InstantStage } from '../local/instant-stage';

/** How often each key was to get a new value, and the version it had before. */
export interface Expected {
  times: number;
  before: VersionId | undefined;
}

/** Keys that were not rotated as often as they should have been, or more often: each with where that shows. */
export interface FleetOutcome {
  lost: string[];
  doubled: string[];
}

/** Reads of secrets under way at a time. */
const width = 8;

/** Compares what was to happen to each key with what the issuer was asked for since, what the secrets hold and what the ledger says. */
export async function fleetOutcome(
  { stage, issuer }: InstantStage,
  installationId: InstallationId,
  expected: ReadonlyMap<KeyId, Expected>,
  since: { calls: number; at: string },
  onRecord: readonly KeyOnRecord[],
): Promise<FleetOutcome> {
  const { url, region, credentials } = stage.endpoint;
  const secrets = new SecretsManagerClient({ endpoint: url, region, credentials });
  const minted = countMints(installationId, issuer.calls().slice(since.calls));
  const living = countLabels(installationId, issuer.tokens());
  const records = new Map(onRecord.map((record) => [record.head.keyId, record]));
  const outcome: FleetOutcome = { lost: [], doubled: [] };
  const note = (key: KeyId, where: string, seen: number, wanted: number) => {
    if (seen < wanted) outcome.lost.push(`${key}: ${where} ${seen} of ${wanted}`);
    if (seen > wanted) outcome.doubled.push(`${key}: ${where} ${seen} instead of ${wanted}`);
  };
  await eachBounded([...expected], width, async ([key, { times, before }]) => {
    const hash = keyHashOf(key);
    note(key, 'minted', minted.get(hash) ?? 0, times);
    note(key, 'alive', living.get(hash) ?? 0, 1);
    const { entries = [] } = records.get(key) ?? {};
    note(
      key,
      'promoted',
      entries.filter(({ type, at }) => type === 'version-promoted' && at >= since.at).length,
      times,
    );
    const { VersionId: current } = await secrets.send(new GetSecretValueCommand({ SecretId: key }));
    if (times > 0) note(key, 'secret changed', current === before ? 0 : 1, 1);
  });
  secrets.destroy();
  return outcome;
}

function countMints(installationId: InstallationId, calls: readonly InstantCall[]): Map<string, number> {
  return countLabels(
    installationId,
    calls.filter(({ operation, status }) => operation === 'mint' && status === 201),
  );
}

/** How many carry the label of each key, by what stands for the key in it. */
function countLabels(installationId: InstallationId, labelled: readonly { label?: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label = '' } of labelled) {
    const read = readLabel(installationId, label);
    if (read !== undefined) counts.set(read.keyHash, (counts.get(read.keyHash) ?? 0) + 1);
  }
  return counts;
}
