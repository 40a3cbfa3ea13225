import { applyKey } from '../../lib/engine/declaration/apply-key';
import { doWork } from '../../lib/engine/do-work';
import { rotateWork } from '../../lib/engine/rotation/rotate-work';
import { actorSchema, keyIdSchema, type KeyId } from '../../lib/model/ids';
import { plusSeconds } from '../../lib/model/instant';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import { parseManifest } from '../../lib/model/manifest/manifest-input';
import type { Version } from '../../lib/model/ledger/version';
import type { Work } from '../../lib/model/work/work';
import type { InstantCall, InstantOperation } from '../issuers/instant-api';
import { type BudgetLine, rotationBudget } from './rotation-budget';
import type { RotationBench } from './rotation-bench';
import type { RequestCounter } from './request-counter';

/** What one undisturbed scheduled rotation asked of AWS, from the message to the worker until the old version was proven dead. */
export interface RotationRequests {
  /** Requests by name, each try counted. */
  requests: Record<string, number>;
  /** What the worker read for itself meanwhile: once for all its keys, so none of the rotation's own. */
  workersOwn: Record<string, number>;
  /** What the issuer was asked, by operation. */
  issuerCalls: Partial<Record<InstantOperation, number>>;
  /** Probes after the first one, as the issuer saw them. */
  furtherProbes: number;
  budget: BudgetLine[];
}

/** Seconds that one invocation has, as deployed. */
const timeoutSeconds = 60;

/** Registers a key whose secret has this format, issues its first value uncounted, turns the clock to its rotation, and counts that. @throws Error when it does not end in a proven death */
export async function rotationRequests(bench: RotationBench, format: 'json' | 'text'): Promise<RotationRequests> {
  const keyId = keyIdSchema.parse(`bench/${format}-secret`);
  await applyKey(bench.operator, { keyId, manifest: manifest(keyId, format), actor: actorSchema.parse('bench') });
  await workUntilIdle(bench);
  const issued = await stateOf(bench, keyId);
  if (issued.head.rotateAt === undefined) throw new Error(`${keyId} was issued no value`);

  await bench.clock.advanceTo(issued.head.rotateAt);
  bench.counter.reset();
  bench.ownCounter.reset();
  const before = bench.instant.calls().length;
  await workUntilIdle(bench, rotateWork(issued.head, issued.head.rotateAt));
  const requests = plain(bench.counter);
  const workersOwn = plain(bench.ownCounter);
  const calls = bench.instant.calls().slice(before);
  // The first one rides with the revocation.
  const furtherProbes = refusals(calls) - 1;
  const budget = rotationBudget(bench.counter.counts, furtherProbes);

  const old = (await stateOf(bench, keyId)).versions.find(
    ({ versionId }) => versionId === issued.head.currentVersionId,
  );
  if (old?.state !== 'dead') throw new Error(`the old version of ${keyId} is ${old?.state}, not dead`);
  return { requests, workersOwn, issuerCalls: byOperation(calls), furtherProbes, budget };
}

function manifest(keyId: KeyId, format: 'json' | 'text') {
  const parsed = parseManifest({
    owner: 'ana@example.com',
    purpose: 'to be rotated once',
    issuer: 'instant',
    maxAge: '30d',
    overlap: '10m',
    expiry: 'revoke',
    secret: format === 'json' ? { name: keyId, field: 'token' } : { name: keyId, format },
    grant: [{ allow: { scopes: ['read'] }, because: 'reads' }],
    consumers: [{ name: 'job', refresh: '5m' }],
  });
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.manifest;
}

/** Carries out what there is to do, each message at its time. */
async function workUntilIdle(bench: RotationBench, first?: Work): Promise<void> {
  for (let work = first ?? (await nextWork(bench)); work !== undefined; work = await nextWork(bench)) {
    await doWork({ ...bench.worker, deadline: plusSeconds(bench.clock.now(), timeoutSeconds) }, work);
  }
}

async function nextWork({ sent, clock }: RotationBench): Promise<Work | undefined> {
  sent.sort((one, other) => (one.at < other.at ? -1 : 1));
  const next = sent.shift();
  if (next !== undefined) await clock.advanceTo(next.at);
  return next?.work;
}

async function stateOf({ worker }: RotationBench, keyId: KeyId): Promise<{ head: KeyHead; versions: Version[] }> {
  const head = await worker.ledger.key(keyId);
  if (head === undefined) throw new Error(`${keyId} is not registered`);
  return { head, versions: await worker.ledger.versions(keyId) };
}

/** Calls with a value that the issuer refused: nobody but the probe makes any. */
function refusals(calls: readonly InstantCall[]): number {
  return calls.filter(({ operation, status }) => operation === 'whoami' && status === 401).length;
}

function byOperation(calls: readonly InstantCall[]): RotationRequests['issuerCalls'] {
  const counts: RotationRequests['issuerCalls'] = {};
  for (const { operation } of calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

function plain({ counts }: RequestCounter): Record<string, number> {
  const sorted = [...counts].toSorted(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(sorted.map(([name, { count }]) => [name, count]));
}
