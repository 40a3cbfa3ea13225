import type { Capabilities, FoundKey, Grant, Issuer, IssuerProfile, ProbeResult } from '../../../lib/ports';
import { IssuerError, type IssuerErrorKind } from '../../../lib/ports';
import type { IssuerName } from '../../../lib/model/ids';
import { type Instant, instantOf } from '../../../lib/model/instant';
import { type Material } from '../../../lib/model/secret-format';
import { SecretValue } from '../../../lib/model/secret-value';
import type { KeyRef } from '../../../lib/model/ledger/version';
import { keyOf } from '../../../lib/model/work/work';
import { type Credential, isAccepted, isInGrace } from './credential';
import { endByRoll } from './end-by-roll';
import { inAnotherOrder } from './in-another-order';
import type { IssuerOutage } from '../trouble/issuer-outage';
import type { IssuerFamily } from './issuer-family';
import type { SimulatedProcess } from './process';
import type { Random } from './random';
import type { Simulation } from './simulation';
import { takeEnd } from './take-end';
import { isUsed } from './truth';

/** What every simulated value begins with, so that it is found wherever it should not be. */
export const canary = 'cnry-';

type Rolling = Parameters<NonNullable<Issuer['roll']>>[1];

/** An issuer that lags, lies, throttles and forgets, and knows what is true. */
export class SimulatedIssuer {
  readonly credentials: Credential[] = [];
  readonly #byValue = new Map<string, Credential>();
  /** Credentials whose older sessions are refused, and from before when. */
  readonly sessionEnds = new Map<string, Instant>();
  readonly capabilities: Capabilities;
  readonly profile: IssuerProfile;
  /** Until when it answers nothing, 429 or `refused` to everybody. */
  outage: { untilMs: number; kind: IssuerOutage } | undefined;
  /** Until when it mints nothing, and what it says. */
  mintsRefused: { untilMs: number; kind: IssuerErrorKind } | undefined;

  constructor(
    private readonly simulation: Simulation,
    readonly name: IssuerName,
    readonly family: IssuerFamily,
  ) {
    this.capabilities = family.capabilities;
    this.profile = {
      name,
      kind: 'simulated',
      capabilities: family.capabilities,
      patterns: [{ name: 'canary', regex: `${canary}[0-9a-f]{24}` }],
      normalizeGrant: (allow) => ({ grant: { allow }, problems: [] }),
      describeGrant: (grant) => JSON.stringify(grant),
      // Where nothing carries a label, an account of its own tells Rekey's credentials.
      ...(family.capabilities.label === 'none' ? { principalOf: () => 'rekey' } : {}),
    };
  }

  byValue(value: string): Credential | undefined {
    return this.#byValue.get(value);
  }

  /** The issuer as one process reaches it; not yet over the wire. */
  portFor(process: SimulatedProcess): Issuer {
    const { capabilities } = this;
    const keyId = process.work && keyOf(process.work);
    const answered = <T>(act: () => T, asAdmin = true): T => {
      this.#answer(process, asAdmin);
      return act();
    };
    return {
      ...this.profile,
      mint: async (request) => answered(() => this.#mint(request, keyId, process)),
      ...(capabilities.roll === undefined
        ? {}
        : { roll: async (ref, request) => answered(() => this.#roll(ref, request, process)) }),
      find: async ({ label }) => answered(() => this.#list(label, process)),
      inspect: async (ref) => answered(() => this.#inspect(ref)),
      verify: async (material) => answered(() => this.#verify(material), false),
      disable: async (ref, material) => answered(() => this.#end(ref, process, 'disable', material)),
      ...(capabilities.quarantineSeconds === undefined
        ? {}
        : { enable: async (ref) => answered(() => this.#enable(ref)) }),
      revoke: async (ref, material) => answered(() => this.#end(ref, process, 'revoke', material)),
      ...(capabilities.sessions === undefined
        ? {}
        : {
            endSessions: async (ref, before) => answered(() => void this.sessionEnds.set(ref.id ?? ref.label, before)),
            liftSessionEnd: async (ref) => answered(() => void this.sessionEnds.delete(ref.id ?? ref.label)),
          }),
      ...(this.family.mute === true
        ? {}
        : { recognise: async (material) => answered(() => this.#recognise(material)) }),
      checkAdmin: async () => answered(() => this.#checkAdmin()),
    };
  }

  /** A credential that somebody makes by hand. */
  mintByHand(grant: Grant, random: Random = this.simulation.random): Credential {
    return this.#add({ label: 'by-hand', grant }, undefined, random, 0);
  }

  #mint(
    request: Parameters<Issuer['mint']>[0],
    keyId: string | undefined,
    process: SimulatedProcess,
  ): { ref: KeyRef; material: Material; grant?: Grant } {
    const { keys, scheduler } = this.simulation;
    if (this.mintsRefused !== undefined && scheduler.nowMs < this.mintsRefused.untilMs) refuse(this.mintsRefused.kind);
    // What nobody governs is cleared away by those who made it, so that it fills no issuer for ever.
    const governed = new Set(keys.filter(({ released }) => !released).map((key): string => key.keyId));
    const alive = this.credentials.filter((one) => one.revokedMs === undefined && governed.has(one.keyId ?? ''));
    if (this.#isFull(alive, keyId)) refuse('quota');
    if (this.capabilities.label === 'unique' && alive.some(({ label }) => label === request.label))
      refuse('label_conflict');
    const { profile } = this.simulation;
    const { random } = process;
    const lie = random.chance(profile.issuerLie) && process.struckBy('another grant given');
    if (lie) this.simulation.coverage.note('issuer', 'another grant given');
    const grant = lie ? { ...request.grant, more: true } : request.grant;
    const forgets = random.chance(profile.issuerLie / 4) ? random.pick([1, 1, 1_000_000]) : 0;
    const forgetful = forgets > 0 && process.struckBy('revocation forgotten') ? forgets : 0;
    const made = this.#add({ ...request, grant }, keyId, random, forgetful);
    return { ref: this.#refOf(made), material: { token: new SecretValue(made.value) }, grant };
  }

  /** Where values are rolled each key has room for one credential, which it makes when it expires; elsewhere all keys share what there is. */
  #isFull(alive: readonly Credential[], keyId: string | undefined): boolean {
    const { maxActive, roll } = this.capabilities;
    const { nowMs } = this.simulation.scheduler;
    if (roll !== undefined)
      return alive.some(
        ({ keyId: of, planted, expiresMs = Infinity }) => of === keyId && !planted && nowMs < expiresMs,
      );
    return maxActive !== null && alive.length >= maxActive;
  }

  /** Gives a credential another value, under the same id and label. */
  #roll(
    ref: KeyRef,
    { graceSeconds, expiresAt }: Rolling,
    process: SimulatedProcess,
  ): { ref: KeyRef; material: Material } {
    const { nowMs } = this.simulation.scheduler;
    if (this.mintsRefused !== undefined && nowMs < this.mintsRefused.untilMs) refuse(this.mintsRefused.kind);
    const before = this.#of(ref).find(({ revokedMs }) => revokedMs === undefined);
    if (before === undefined) return refuse('not_found');
    endByRoll(this.simulation, this, before, { graceSeconds, process });
    const keyId = process.work && keyOf(process.work);
    const like = { label: before.label, grant: before.grant, ...(expiresAt && { expiresAt }) };
    const made = this.#add(like, keyId, process.random, 0);
    Object.assign(made, { id: before.id, listedMs: before.listedMs });
    return { ref: this.#refOf(made), material: { token: new SecretValue(made.value) } };
  }

  #add(
    request: { label: string; grant: Grant; expiresAt?: Parameters<Issuer['mint']>[0]['expiresAt'] },
    keyId: string | undefined,
    random: Random,
    forgets: number,
  ): Credential {
    const { scheduler } = this.simulation;
    const lagMs = () => Math.round(random.next() * this.capabilities.activationSeconds * 1000);
    const { nowMs } = scheduler;
    const made: Credential = {
      id: random.hex(16),
      label: request.label,
      value: `${canary}${random.hex(24)}`,
      grant: request.grant,
      keyId,
      planted: false,
      requestedMs: nowMs,
      activeMs: nowMs + lagMs(),
      listedMs: nowMs + lagMs(),
      expiresMs: request.expiresAt === undefined ? undefined : Date.parse(request.expiresAt),
      revokedMs: undefined,
      deadMs: undefined,
      disabled: false,
      forgets,
      forgot: false,
      forbiddenUntilMs: 0,
    };
    this.credentials.push(made);
    this.#byValue.set(made.value, made);
    this.simulation.trace(() => `  issuer mints ${made.id} ${made.label}`);
    return made;
  }

  /** Now and then a list of everything is empty, and says so without an error. */
  #list(label: string | undefined, process: SimulatedProcess): FoundKey[] {
    const { profile, coverage } = this.simulation;
    const found = this.#find(label);
    if (label !== undefined || !['reap', 'recover'].includes(process.kind) || found.length === 0) return found;
    if (!process.random.chance(profile.issuerLie) || !process.struckBy('empty list')) return found;
    coverage.note('issuer', 'an empty list');
    // Where there are no labels, the reaper tells of what it sees and believes nothing.
    if (process.kind === 'reap' && this.capabilities.label !== 'none' && isUsed(this.simulation, this.name))
      process.sawNothing = this;
    return [];
  }

  #find(label: string | undefined): FoundKey[] {
    const { nowMs } = this.simulation.scheduler;
    const unlabelled = this.capabilities.label === 'none';
    return this.credentials
      .filter((one) => one.listedMs <= nowMs && (one.deadMs === undefined || one.revokedMs === undefined))
      .filter((one) => unlabelled || label === undefined || one.label === label)
      .map((one) => this.#foundOf(one));
  }

  #inspect(ref: KeyRef): FoundKey | undefined {
    const [found] = this.#of(ref).filter((one) => one.revokedMs === undefined);
    return found && this.#foundOf(found);
  }

  #recognise(material: Material): FoundKey | undefined {
    const found = this.byValue(material['token']?.reveal() ?? '');
    const known = found?.revokedMs === undefined || isInGrace(found, this.simulation.scheduler.nowMs);
    return found && known ? this.#foundOf(found) : undefined;
  }

  #checkAdmin(): void {
    if (this.outage?.kind === 'refuses all' && this.simulation.scheduler.nowMs < this.outage.untilMs) {
      throw new IssuerError('rejected', 'simulated refusal of everybody', { status: 401 });
    }
  }

  #verify(material: Material): ProbeResult {
    const { nowMs } = this.simulation.scheduler;
    const credential = this.byValue(material['token']?.reveal() ?? '');
    if (this.outage?.kind === 'refuses all' && nowMs < this.outage.untilMs) {
      // Whoever takes it for dead now was lied to.
      if (credential !== undefined) this.simulation.watch.fooled.add(credential.value);
      return { kind: 'dead' };
    }
    if (credential === undefined) return { kind: 'dead' };
    if (nowMs < credential.forbiddenUntilMs) {
      this.simulation.coverage.note('issuer', '403 to a probe');
      throw new IssuerError('forbidden', 'not allowed from here', { status: 403 });
    }
    if (!isAccepted(credential, nowMs)) return { kind: 'dead' };
    return this.capabilities.grants.readableBy === 'subject'
      ? { kind: 'alive', grant: inAnotherOrder(credential.grant) }
      : { kind: 'alive' };
  }

  #end(ref: KeyRef, process: SimulatedProcess, how: 'disable' | 'revoke', material?: Material): void {
    const named = this.family.idIsValue ? material?.['token']?.reveal() : undefined;
    const meant = this.#of(ref).filter(({ value }) => named === undefined || value === named);
    for (const credential of meant) {
      this.simulation.trace(() => `  issuer ${how}s ${credential.id}`);
      this.simulation.watch.ending(this, credential, process);
      takeEnd(this.simulation, this, credential, { how, process });
    }
  }

  #enable(ref: KeyRef): void {
    const there = this.#of(ref).filter(({ revokedMs }) => revokedMs === undefined);
    if (there.length === 0) refuse('not_found');
    for (const credential of there) credential.disabled = false;
  }

  /** Refuses to answer while there is an outage, or by chance. */
  #answer(process: SimulatedProcess, asAdmin: boolean): void {
    const { scheduler, profile, coverage } = this.simulation;
    const down = this.outage !== undefined && scheduler.nowMs < this.outage.untilMs ? this.outage.kind : undefined;
    const error = process.random.chance(profile.issuerError) && process.struckBy('issuer error');
    const met = error ? process.random.pick(['unavailable', 'throttled'] as const) : down;
    if (met === undefined || met === 'refuses all' || (met === 'refuses its administrator' && !asAdmin)) return;
    const kind = met === 'refuses its administrator' ? 'rejected' : met;
    coverage.note('issuer', kind);
    this.simulation.disturb();
    process.disturbed = true;
    throw new IssuerError(kind, `simulated ${kind}`, kind === 'throttled' ? { retryAfterSeconds: 20 } : {});
  }

  #of(ref: KeyRef): Credential[] {
    if (ref.id !== undefined) return this.credentials.filter(({ id }) => id === ref.id);
    return this.capabilities.label === 'none' ? [] : this.credentials.filter(({ label }) => label === ref.label);
  }

  #refOf(credential: Credential): KeyRef {
    const { id, label } = credential;
    const principal = this.capabilities.label === 'none' ? { principal: 'rekey' } : {};
    return this.family.idIsValue ? { label } : { id, label, ...principal };
  }

  #foundOf(credential: Credential): FoundKey {
    const grant = this.capabilities.grants.readableBy === 'admin' ? { grant: inAnotherOrder(credential.grant) } : {};
    const ref = this.#refOf(credential);
    return {
      ref: this.capabilities.label === 'none' ? { ...ref, label: '' } : ref,
      state: credential.disabled ? 'disabled' : 'active',
      createdAt: instantOf(credential.requestedMs),
      ...(credential.expiresMs === undefined ? {} : { expiresAt: instantOf(credential.expiresMs) }),
      ...grant,
    };
  }
}

function refuse(kind: IssuerErrorKind): never {
  throw new IssuerError(kind, `simulated ${kind}`);
}
