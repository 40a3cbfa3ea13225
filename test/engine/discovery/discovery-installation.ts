import { randomBytes } from 'node:crypto';
import { doWork } from '../../../lib/engine/do-work';
import { requestDiscovery } from '../../../lib/engine/discovery/request-discovery';
import type { OperatorWorld, WorkerWorld } from '../../../lib/engine/world';
import {
  MemoryDiscoveries,
  MemoryFingerprints,
  MemoryLedger,
  MemoryQueues,
  MemorySecretsManager,
  MemorySecretStore,
  MemoryTelemetry,
  SeededIds,
  TurnableClock,
} from '../../../lib/memory';
import type { Discovered } from '../../../lib/model/discovery/discovered';
import type { Entry } from '../../../lib/model/ledger/entry';
import type { Actor } from '../../../lib/model/ids';
import { type Instant, plusSeconds } from '../../../lib/model/instant';
import type { Material } from '../../../lib/model/secret-format';
import type { FoundKey, Issuer } from '../../../lib/ports';
import type { KeyRef } from '../../../lib/model/ledger/version';
import { follow, issuer as issuerName, noon, registration, sampleVersion, versionIdOf } from '../../contract/samples';

/** Who asks. */
export const ana = 'arn:aws:iam::111122223333:user/ana' as Actor;
/** A fresh value in the issuer's form. */
export const token = () => `acme_${randomBytes(16).toString('hex')}`;

/** A credential at the issuer in the tests, by its value. */
export type Held = FoundKey & { value: string };

/** A credential that others made. */
export const held = (label: string, rest: Partial<Held> = {}): Held => ({
  ref: { label },
  state: 'active',
  createdAt: '2026-01-02T03:04:05.000Z' as Instant,
  grant: { project: label },
  value: token(),
  ...rest,
});

/** Everything in memory, with an issuer that lists values and knows its own; `asked` are its calls. */
export async function anInstallation(credentials: Held[] = []) {
  const clock = new TurnableClock(noon);
  const ports = { clock, ids: new SeededIds('discover') };
  const ledger = new MemoryLedger(ports);
  const service = new MemorySecretsManager(clock);
  const secrets = new MemorySecretStore(service);
  const asked: string[] = [];
  const shown = (credential: Held): FoundKey => {
    const { value: _, ...found } = credential;
    return found;
  };
  const issuer = {
    name: issuerName,
    kind: 'acme',
    capabilities: { maxActive: null, fields: ['token'] },
    patterns: [{ name: 'acme', regex: 'acme_[0-9a-f]{32}' }],
    normalizeGrant: ([grant = {}]: Record<string, unknown>[]) => ({
      grant,
      problems: 'admin' in grant ? ['admin: is unknown here'] : [],
    }),
    describeGrant: () => 'an acme key',
    find: async () => credentials.map(shown),
    inspect: async (ref: KeyRef) => {
      asked.push(`inspect ${ref.label}`);
      await clock.advance(issuerSeconds);
      const found = credentials.find((one) => one.ref.label === ref.label);
      return found && { ...shown(found), grant: { project: ref.label } };
    },
    recognise: async ({ token: value }: Material) => {
      asked.push(`recognise ${value?.reveal()}`);
      const found = credentials.find((one) => one.value === value?.reveal());
      return found && shown(found);
    },
  } as unknown as Issuer;
  let issuerSeconds = 0;
  const shared = {
    ...ports,
    ledger,
    queues: new MemoryQueues(clock),
    telemetry: new MemoryTelemetry(),
    installation: await ledger.installation(),
    discoveries: new MemoryDiscoveries(),
  };
  const worker = (): WorkerWorld => ({
    ...shared,
    issuer,
    secrets,
    fingerprints: new MemoryFingerprints(randomBytes(32)),
    deadline: plusSeconds(clock.now(), 60),
    discoverable: opened,
  });
  const opened: WorkerWorld['discoverable'] = { prefixes: [], tags: {} };
  const operator = { ...shared, issuers: new Map([[issuerName, issuer]]) } as unknown as OperatorWorld;
  const putSecret = (name: string, value: string, tags: Record<string, string> = {}) =>
    service.createSecret({ name, token: versionIdOf(name), value, tags });
  return {
    ...shared,
    clock,
    service,
    secrets,
    issuer,
    asked,
    opened,
    worker,
    operator,
    putSecret,
    slowed: (seconds: number) => void (issuerSeconds = seconds),
    request: () => requestDiscovery(operator, { issuer: issuerName, actor: ana }),
    async work(invocations = 20) {
      for (let n = 0; n < invocations; n += 1) {
        const [message] = shared.queues.take();
        if (message === undefined) return;
        await doWork(worker(), message.work);
      }
    },
    async chain(): Promise<Entry[]> {
      const entries: Entry[] = [];
      for await (const entry of ledger.entries('INSTALLATION')) entries.push(entry);
      return entries;
    },
    last: async () => (await shared.discoveries.last(issuerName)) ?? fail('there is no discovery'),
    async found(): Promise<Discovered[]> {
      const last = await shared.discoveries.last(issuerName);
      if (last === undefined) return [];
      const parts = Array.from({ length: last.parts }, (_, part) => shared.discoveries.part(last, part));
      return (await Promise.all(parts)).flat();
    },
  };
}

function fail(why: string): never {
  throw new Error(why);
}

/** Registers a key of the issuer with a version of this name. */
export async function keyOf(
  at: { ledger: MemoryLedger },
  id: string,
  ref: FoundKey['ref'],
  state: 'current' | 'revoked' = 'current',
) {
  const first = registration(id);
  await at.ledger.record(first);
  const { keyId } = first.head;
  await at.ledger.record({ ...follow(first.head), versions: [sampleVersion(keyId, versionIdOf(id), { ref, state })] });
  return keyId;
}
