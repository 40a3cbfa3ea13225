import { readFile } from 'node:fs/promises';
import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type CanaryHit, canarySearch, type Haystack } from '../test/canary/canary-search';
import type { Stage } from './stage';
import { everythingWritten } from './written';

/** What a search for plaintexts found. */
export interface Searched {
  /** Places of ours that were searched: items, log lines, messages, outputs. */
  places: number;
  /** The same by kind, which is the first word of a place's name: what is missing here was not searched. */
  kinds: Record<string, number>;
  /** The name of each place. */
  names: string[];
  /** Hits there; each is a defect. */
  ours: number;
  hits: CanaryHit[];
  /** Hits in the logs of what is not ours, by name. */
  thirdParties: Record<string, number>;
}

/** Everything of a run in which a value could stand, besides what stands at its endpoint. */
export interface Places {
  /** Names of the secrets whose every version is a canary. */
  secrets: readonly string[];
  /** Other canaries, by name. */
  others: Readonly<Record<string, string>>;
  /** Messages and outputs of this run. */
  texts: readonly string[];
  /** What was caught on its way: spans, stream records. @default none */
  caught?: readonly { name: string; content: string }[];
  /** Log files of third parties, by name. */
  logFiles: Readonly<Record<string, string>>;
}

/** Searches table, function logs, queues, messages and outputs for every value that was ever issued in this run, in each of its encodings. */
export async function searchEverywhere(stage: Stage, where: Places): Promise<Searched> {
  const canaries = new Map([...(await issuedValues(stage, where.secrets)), ...Object.entries(where.others)]);
  const ours: Haystack[] = [
    ...where.texts.map((content, index) => ({ name: `text ${index + 1}`, content })),
    ...(where.caught ?? []),
    ...(await everythingWritten(stage)),
  ];
  const thirdParties: Record<string, number> = {};
  for (const [name, path] of Object.entries(where.logFiles)) {
    const log = { name, content: await readFile(path, 'utf8') };
    thirdParties[name] = (await canarySearch({ canaries, haystacks: [log] })).length;
  }
  const hits = await canarySearch({ canaries, haystacks: ours });
  const names = ours.map((haystack) => ('name' in haystack ? haystack.name : haystack.path));
  return { places: ours.length, kinds: kindsOf(names), names, ours: hits.length, hits, thirdParties };
}

function kindsOf(names: readonly string[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const name of names) {
    const kind = name.split(' ')[0] ?? '';
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

async function issuedValues(stage: Stage, secrets: readonly string[]): Promise<[string, string][]> {
  const { url, region, credentials } = stage.endpoint;
  const client = new SecretsManagerClient({ endpoint: url, region, credentials });
  const values: [string, string][] = [];
  for (const SecretId of secrets) {
    const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }));
    for (const { VersionId } of Versions) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionId }));
      const { token } = JSON.parse(SecretString ?? '{}') as { token?: string };
      if (token !== undefined) values.push([`${SecretId} ${VersionId}`, token]);
    }
  }
  return values;
}
