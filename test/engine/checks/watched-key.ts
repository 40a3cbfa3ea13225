import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { orderCheck } from '../../../lib/engine/order-check';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { Entry } from '../../../lib/model/ledger/entry';
import type { Health } from '../../../lib/model/foreign/health';
import type { Actor, CommandId } from '../../../lib/model/ids';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Version } from '../../../lib/model/ledger/version';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { Credential } from '../../simulation/surroundings/credential';
import { type CallFault, calm, type ChooseFault } from '../../simulation/trouble/faults';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { apply } from '../../simulation/operations/operations';
import type { SimulatedIssuer } from '../../simulation/surroundings/simulated-issuer';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf, valueIn } from '../../simulation/surroundings/truth';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;

/** One key in a calm world, and somebody who does things to its secret and its credential behind Rekey's back. */
export class WatchedKey {
  private constructor(
    readonly simulation: Simulation,
    readonly key: KeySpec,
    /** What befalls the next call of each name, by that name, `issuer.mint` for one. */
    readonly faults: Map<string, CallFault>,
  ) {}

  /** A key that was issued; replaced every ten hours, with an overlap of twenty minutes. */
  static async issued(family: IssuerFamily = plainFamily): Promise<WatchedKey> {
    const faults = new Map<string, CallFault>();
    const chooseFault: ChooseFault = ({ name }) => {
      const fault = faults.get(name);
      faults.delete(name);
      return fault;
    };
    const simulation = new Simulation(1, { keys: 1, family, latencyMs: 20, chooseFault });
    simulation.profile = calm;
    await simulation.open();
    const key = simulation.keys[0] as KeySpec;
    const policy = { maxAgeSeconds: 36_000, overlapSeconds: 1200, expiry: 'revoke' } as const;
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, ...policy }));
    apply(simulation, key);
    await runQuietly(simulation, 120);
    return new WatchedKey(simulation, key, faults);
  }

  /** The version that holds `AWSCURRENT`. */
  get holder(): string {
    return currentVersionIn(this.secret) as string;
  }

  get secret(): HeldSecret {
    return secretOf(this.simulation, this.key) as HeldSecret;
  }

  get issuer(): SimulatedIssuer {
    return this.simulation.issuers[0] as SimulatedIssuer;
  }

  get head(): KeyHead {
    return this.#row('head') as KeyHead;
  }

  get health(): Health {
    return this.#row('health') as Health;
  }

  get entries(): Entry[] {
    return this.simulation.ledger.table.of('entry', this.key.keyId).map(({ body }) => body as unknown as Entry);
  }

  /** What somebody was told, with what was found. */
  get told(): string[] {
    return this.simulation.inbox.map(({ type, entry }) => {
      const { what } = entry.evidence;
      return `${type}: ${typeof what === 'string' ? what : ''}`.trim();
    });
  }

  version(id: string): Version | undefined {
    return this.#row('version', id) as Version | undefined;
  }

  credential(id: string): Credential {
    return credentialOf(this.simulation, this.key, id) as Credential;
  }

  value(id: string): string {
    return valueIn(this.key, this.secret, id) as string;
  }

  run(seconds: number): Promise<void> {
    return runQuietly(this.simulation, seconds);
  }

  /** Looks at the key, and lets what follows happen. */
  async look(seconds = 30): Promise<void> {
    this.order();
    await this.run(seconds);
  }

  order(): void {
    startProcess(this.simulation, { kind: 'watch' }, (world) => orderCheck(world, this.head));
  }

  /** An operator's wish for a fresh value. */
  wish(command: string): void {
    const wish = { keyId: this.key.keyId, actor, commandId: command as CommandId };
    startProcess(this.simulation, { kind: 'operate' }, (world) => requestRotation(world, wish));
  }

  /** Its owner declares it with another policy. */
  declare(policy: Partial<Manifest>): void {
    this.key.manifests.push({ ...(this.key.manifests.at(-1) as Manifest), ...policy });
    apply(this.simulation, this.key);
  }

  /** Its owner takes it out of the keys file. */
  async release(): Promise<void> {
    const { keyId } = this.key;
    startProcess(this.simulation, { kind: 'operate' }, (world) => releaseKey(world, { keyId, actor }));
    await this.run(10);
  }

  async rotate(command: string): Promise<void> {
    this.wish(command);
    await this.run(60);
  }

  /** Somebody moves `AWSCURRENT`. */
  move(to: string): void {
    this.touched();
    const move = { secretId: this.secret.name, label: 'AWSCURRENT', moveTo: to, removeFrom: this.holder };
    this.simulation.manager.updateSecretVersionStage(move);
  }

  /** Somebody puts a value as `AWSCURRENT`; gives its version. */
  put(value: string): string {
    this.touched();
    const { secret: spec } = this.key.manifests[0] as KeySpec['manifests'][number];
    const text = spec.format === 'text' ? value : JSON.stringify({ [spec.field ?? 'token']: value, other: 'field' });
    const token = this.simulation.random.hex(32);
    this.simulation.manager.putSecretValue({ secretId: this.secret.name, token, value: text });
    return token;
  }

  /** Somebody deletes a credential at its issuer. */
  end(id: string): Credential {
    this.touched();
    const credential = this.credential(id);
    credential.deadMs = this.simulation.scheduler.nowMs;
    credential.revokedMs = this.simulation.scheduler.nowMs;
    return credential;
  }

  /** The ledger knows a version by its value alone, as one that was taken in and that nobody could name. */
  forgetName(id: string): void {
    const { table } = this.simulation.ledger;
    const row = table.row('version', this.key.keyId, id);
    const { ref: _, ...body } = row?.body ?? {};
    if (row !== undefined) table.put({ ...row, body });
  }

  touched(): void {
    this.key.foreignMs = this.simulation.scheduler.nowMs;
  }

  #row(kind: 'head' | 'health' | 'version', id = ''): unknown {
    return this.simulation.ledger.table.row(kind, this.key.keyId, id)?.body;
  }
}
