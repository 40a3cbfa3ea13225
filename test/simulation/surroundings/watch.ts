import type { IssuerName, KeyId } from '../../../lib/model/ids';
import type { Entry } from '../../../lib/model/ledger/entry';
import type { Row } from '../../../lib/memory/ledger-row';
import type { Transition } from '../../../lib/ports';
import type { Credential } from './credential';
import { checkEnding } from '../promises/p3-no-early-death';
import { type Begun, noteAttempt } from '../promises/p3-others-keep-theirs';
import { checkRoll } from '../promises/p3-grace-as-long-as-can-be';
import { checkGap, checkGrant, type Reign } from '../promises/p1-no-gap';
import { checkKillWaited } from '../promises/kill-waits-for-nothing';
import { checkHeld } from '../promises/held-is-reminded';
import { checkUntouched } from '../promises/observe-changes-nothing';
import { checkMove } from '../promises/p5-one-at-a-time';
import type { Waiting } from '../promises/nothing-waits';
import { checkReason } from '../promises/p10-a-reason-for-each';
import { checkSchedule } from '../promises/p4-schedule-works-backwards';
import { checkEmptyList } from '../promises/p2-empty-list-is-told';
import { noteClaim } from '../promises/p5-while-the-claim-lasts';
import { checkRecordedStates } from '../promises/p6-revoked-is-dead';
import { checkForward } from '../promises/p6-states-go-forward';
import { checkOnce, type Commanded } from '../promises/p10-once-a-command';
import { checkSeen } from '../promises/p2-given-up-when-seen';
import { checkFound } from '../promises/findings-are-true';
import { checkOwnEnd } from '../promises/p4-ends-by-itself';
import { checkNotEarly } from '../promises/scheduled-is-begun';
import { checkVoid } from '../promises/void-after-roll-back';
import { ToldOnce } from '../promises/p10-told-once';
import type { Wish } from '../promises/wishes-are-done';
import type { SimulatedProcess } from './process';
import { says } from '../histories/says';
import { canary, type SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';
import type { KeySpec } from './key-spec';
import { credentialOf, currentVersionIn, secretOf, valueIn } from './truth';

/** A promise that did not hold. */
export interface Broken {
  promise: string;
  detail: string;
}

/** Looks on from the outside, at each event, and remembers what was asked of Rekey. */
export class Watch {
  broken: Broken | undefined;
  /** Reports that were accepted and not yet matched. */
  openReports = 0;
  /** Values whose killing somebody ordered, and when that began. */
  readonly killsBegun = new Map<string, number>();
  /** Values that have to be dead in the end: the order was accepted. */
  readonly killsAccepted = new Set<string>();
  /** Values of which a person said that nothing is to be revoked: what is reported of them later need not lead to a kill. */
  readonly dismissed = new Set<string>();
  /** Values of which somebody showed that they leaked: none is read by consumers for long. */
  readonly contained = new Set<string>();
  /** Orders to rotate, and to roll back, that operators were told are accepted. */
  readonly wishes: Wish[] = [];
  /** When orders to rotate were given last, by command. */
  readonly orderedMs = new Map<string, number>();
  /** When a key was rolled back last. */
  readonly wentBack = new Map<string, number>();
  /** Versions that somebody reported, with their keys. */
  readonly reported = new Set<string>();
  /** Values of which an operator ordered by name that they end, and since when that is accepted. */
  readonly ordered = new Map<string, number>();
  /** Keys whose consumers read a refused value, and since when. */
  readonly gaps = new Map<string, number>();
  /** When the ledger heard last that a key is let go. */
  readonly letGoMs = new Map<string, number>();
  /** How often work about one thing was taken up, by hour. */
  readonly rounds = new Map<string, { count: number; sinceMs: number }>();
  /** Everything that ever came comes once more. */
  replays = false;
  /** What was told. */
  readonly toldOnce = new ToldOnce(this);
  /** Values that were reported, and when. */
  readonly leaks = new Map<string, number>();
  /** Issuers of which somebody asked what they hold. */
  readonly discoveries = new Set<IssuerName>();
  /** Values that one report named among too many, and their keys. */
  readonly flooded = new Map<string, KeyId>();
  /** Orders to roll a key back that may still be carried out, each for one move of the label to a value that was current before. */
  readonly rollBacks = new Map<string, number>();
  /** Keys of which a move of the label was sent and may still arrive. After a roll-back it finds the label where it expects it, as if nothing had happened between: no compare-and-swap shows that. */
  readonly lateMoves = new Set<string>();
  /** When a value was made current first, and when it ceased to be. */
  readonly reigns = new Map<string, { fromMs: number; untilMs?: number }>();
  /** Failures of a key's last rotation that failed. */
  readonly failures = new Map<string, { commandId: string; failures: number }>();
  /** What is due and was not taken up yet, since when. */
  readonly waiting = new Map<Row, Waiting>();
  /** Since when nothing goes wrong any more. */
  quietMs: number | undefined;
  /** When each attempt to mint was begun. */
  readonly attempts = new Map<string, Begun>();
  /** When the ledger was restored from a backup. */
  restoredMs: number | undefined;
  /** Somebody is going to have the restored ledger recovered. */
  recovers = false;
  /** When the restored ledger was recovered. */
  recoveredMs: number | undefined;
  /** Entries that somebody has to hear of, by event id. */
  readonly news = new Map<string, Entry>();
  /** Hash of each entry as it was written. */
  readonly hashes = new Map<string, string>();
  /** Values that were taken for dead while their issuer refused everybody, with no other value to compare. */
  readonly fooled = new Set<string>();
  /** Versions of which somebody was told that they outlive their policy. */
  readonly overdue = new Set<string>();
  /** Orders to pause, or to go on, by scope: every key, or one. */
  readonly braked = new Map<string, number>();
  /** Pauses that surely stand, by scope. */
  readonly pauses = new Map<string, { fromMs: number; untilMs: number; containment: boolean }>();
  /** Scopes whose pause somebody ended, and nobody ordered another. */
  readonly resumed = new Set<string>();
  /** Until when containments may be paused, of one key or of many. */
  containmentsPausedUntilMs = 0;
  /** Values of which a person ordered that they end in spite of any pause. */
  readonly overridden = new Set<string>();
  /** Values that were minted, never became current, and are no longer to, since when. */
  readonly left = new Map<Credential, number>();
  /** Versions that were recorded as revoked or dead. */
  readonly ended = new Map<string, 'revoked' | 'dead'>();
  /** The command of a key's rotation in flight. */
  readonly commands = new Map<string, Commanded>();
  /** Commands that made a version current, by key. */
  readonly carriedOut = new Set<string>();
  /** Who rotates a key, the last to act last. */
  readonly turns = new Map<string, SimulatedProcess[]>();
  /** The newest fence of each key. */
  readonly fences = new Map<string, number>();
  /** Until when those who took a rotation up may act, by their own clocks. */
  readonly claims = new WeakMap<SimulatedProcess, number>();
  /** Rotations that a roll-back ended while they were at work; they notice at their next transaction. */
  readonly fencedOut = new Set<SimulatedProcess>();
  readonly #current = new Map<string, string>();
  readonly #now = new Map<string, Reign>();
  #revision = 0;

  constructor(private readonly simulation: Simulation) {}

  /** The ledger is one that was restored, and does not know yet what was done since. */
  get forgetful(): boolean {
    return this.restoredMs !== undefined && this.recoveredMs === undefined;
  }

  /** Notes a broken promise, the first one only, and ends the history. */
  break(promise: string, detail: string): void {
    if (this.broken !== undefined) return;
    this.broken = { promise, detail };
    this.simulation.trace(() => `BROKEN ${promise}: ${detail}`);
    this.simulation.scheduler.stop();
  }

  afterEach(): void {
    const { manager } = this.simulation;
    if (manager.revision !== this.#revision) {
      this.#revision = manager.revision;
      for (const key of this.simulation.keys) {
        this.#look(key);
        checkUntouched(this.simulation, key);
      }
    }
    for (const reign of this.#now.values()) checkGap(this.simulation, reign);
  }

  /** Whether another version of a key's secret is current than before. */
  #look(key: KeySpec): void {
    const secret = secretOf(this.simulation, key);
    const holder = secret && currentVersionIn(secret);
    if (secret === undefined || holder === undefined) return;
    const before = this.#current.get(secret.name);
    if (before === holder) return;
    this.#current.set(secret.name, holder);
    checkMove(this.simulation, key, secret, { from: before, to: holder });
    const value = valueIn(key, secret, holder);
    const credential = value === undefined ? undefined : this.simulation.issuerOf(key.issuer).byValue(value);
    if (value === undefined) this.#now.delete(key.keyId);
    else this.#now.set(key.keyId, { key, holder, value, credential });
    if (credential !== undefined) checkGrant(this.simulation, key, credential);
  }

  ending(issuer: SimulatedIssuer, credential: Credential, process: SimulatedProcess): void {
    checkEnding(this.simulation, issuer, credential, process);
  }

  rolling(issuer: SimulatedIssuer, credential: Credential, graceSeconds: number): void {
    checkRoll(this.simulation, issuer, credential, graceSeconds);
  }

  recorded(transition: Transition, process: SimulatedProcess): void {
    const { entry } = transition;
    this.writes(transition);
    this.hashes.set(`${entry.chain}#${entry.sequence}`, entry.hash);
    this.toldOnce.recorded(entry);
    if (entry.type === 'expiry-overdue' && entry.versionId !== undefined) this.overdue.add(entry.versionId);
    if (entry.type === 'key-released') this.letGoMs.set(entry.chain, this.simulation.scheduler.nowMs);
    if (entry.type === 'leak-reported') this.#noteOfFlood(entry);
    if (newsTypes.has(entry.type)) this.news.set(`${entry.chain}#${entry.sequence}`, entry);
    // Whoever claims a rotation, for the second time perhaps, begins a turn of its own.
    if (entry.type === 'rotation-begun' || entry.type === 'rotation-resumed') this.#beginTurn(transition, process);
    if (entry.type === 'roll-back-begun')
      for (const one of this.turns.get(transition.head.keyId) ?? []) this.fencedOut.add(one);
    checkRecordedStates(this.simulation, transition, process);
    noteAttempt(this.simulation, transition);
    checkHeld(this.simulation, transition);
    checkReason(this.simulation, transition);
    checkSchedule(this.simulation, transition);
    checkForward(this.simulation, transition);
    noteClaim(this.simulation, transition, process);
    checkOnce(this.simulation, transition);
    checkSeen(this.simulation, transition);
    checkFound(this.simulation, transition, process);
    checkOwnEnd(this.simulation, transition);
    checkNotEarly(this.simulation, transition);
    checkVoid(this.simulation, transition);
  }

  /** Of the keys that one sender names the first few are not held. */
  #noteOfFlood({ chain, versionId }: Entry): void {
    const key = this.simulation.keys.find(({ keyId }) => keyId === chain);
    const value = key && versionId && credentialOf(this.simulation, key, versionId)?.value;
    if (value && this.flooded.has(value) && !this.leaks.has(value))
      this.leaks.set(value, this.simulation.scheduler.nowMs);
  }

  #beginTurn({ head }: Transition, process: SimulatedProcess): void {
    const others = (this.turns.get(head.keyId) ?? []).filter((one) => one !== process);
    this.turns.set(head.keyId, others);
  }

  /** An entry that concerns no key. */
  recordedWidely(entry: Entry): void {
    this.hashes.set(`${entry.chain}#${entry.sequence}`, entry.hash);
    if (entry.type !== 'installation-recovered') return;
    this.recoveredMs = this.simulation.scheduler.nowMs;
    // What only waited until then was not carried out.
    for (const { handled } of this.simulation.queues) handled.clear();
    this.simulation.disturb();
    // A ledger that does not know what there is was something that went wrong.
    if (this.quietMs !== undefined) this.quietMs = this.recoveredMs;
  }

  told(entry: Entry): void {
    this.toldOnce.note(entry);
    this.news.set(`${entry.chain}#${entry.sequence}`, entry);
  }

  /** P8: what is written to the ledger. */
  writes(transition: Transition): void {
    if (says(transition, canary)) this.leaves(JSON.stringify(transition), 'ledger');
  }

  /** P8: text that leaves a function. */
  leaves(text: string, where: string): void {
    if (text.includes(canary)) this.break('P8 no plaintext', `${where}: ${text.slice(0, 300)}`);
  }

  /** What nobody foresaw is a defect, unless a fault caused it. */
  failed(process: SimulatedProcess, error: unknown): void {
    const known = error instanceof Error && (error.name === 'RekeyError' || error.name === 'IssuerError');
    const code = known && 'code' in error ? String(error.code) : '';
    this.simulation.trace(() => `${process.name} threw ${String(error)}`);
    if (!known || code === 'internal' || code === 'corrupt') {
      const stack = error instanceof Error ? error.stack : '';
      this.break('no unforeseen error', `${process.name}: ${String(error)} ${stack}`);
    }
  }

  finished(process: SimulatedProcess, how: string): void {
    checkKillWaited(this.simulation, process);
    if (how === 'done') checkEmptyList(this.simulation, process);
  }
}

/** Transitions that an owner always hears of. */
const newsTypes: ReadonlySet<string> = new Set([
  'key-registered',
  'key-released',
  'version-promoted',
  'rotation-failed',
  'version-rolled-back',
  'roll-back-refused',
  'version-revoked',
  'version-dead',
  'version-still-alive',
  'expiry-overdue',
  'orphan-revoked',
  'unknown-credential-found',
  'key-adopted',
  'adoption-failed',
  'would-have',
  'credential-taken-over',
  'incident-held',
  'incident-reminded',
  'leak-not-ended',
  'incident-approved',
  'incident-dismissed',
  'key-paused',
  'key-resumed',
]);
