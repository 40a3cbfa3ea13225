import type { Entry } from '../../../lib/model/ledger/entry';
import type { Simulation } from '../surroundings/simulation';

/** What is told one time only, of one version of a key, or of an installation: by which fields of its evidence it is another thing. */
const once: ReadonlyMap<string, readonly string[]> = new Map([
  ['version-revoked', []],
  ['version-dead', []],
  ['version-still-alive', []],
  ['version-promoted', []],
  ['key-adopted', []],
  ['orphan-revoked', []],
  ['expiry-overdue', []],
  ['would-have', ['what', 'verdict']],
  ['leak-reported', ['reportId']],
  ['incident-held', ['reportId']],
  ['incident-reminded', ['heldSince', 'reminders']],
  ['unknown-credential-found', ['reportId', 'sighting']],
  ['stray-found', ['issuer', 'credential', 'why', 'act']],
  ['ledger-restored', ['tableId']],
  ['foreign-found', ['what', 'about']],
  ['key-ready', ['hindrances']],
  ['key-unready', ['hindrances']],
]);

/** What a new declaration may have told anew. */
const anew: ReadonlySet<string> = new Set(['expiry-overdue', 'would-have']);

/** Remembers what was told, by chain: an entry each, however often it is published. */
export class ToldOnce {
  readonly #told = new Set<string>();
  /** Declarations of each chain: a new one may have something told anew. */
  readonly #declarations = new Map<string, number>();
  /** How often each version was made current again: what is told of its end may be told anew. */
  readonly #returned = new Map<string, number>();
  /** What stood and was over since, how often: it may stand again. */
  readonly #ended = new Map<string, number>();
  /** Whether a key could be killed, as last told. */
  readonly #readiness = new Map<string, string>();

  constructor(private readonly watch: Pick<Simulation['watch'], 'break'>) {}

  /** P10: what is so already is told nobody once more, at the next look, sweep or run of a reaper. */
  note(entry: Entry): void {
    const { chain, type, sequence } = entry;
    const said = this.#said(entry);
    if (said === undefined) return;
    const text = `${chain} ${type} ${said}`;
    if (this.#told.has(text)) this.watch.break('P10 idempotent', `${chain}#${sequence} is told again: ${text}`);
    this.#told.add(text);
  }

  /** An entry that is nobody's news, or is: what it begins and ends. */
  recorded({ chain, type, versionId, evidence }: Entry): void {
    if (type === 'key-changed') this.#declarations.set(chain, this.#count(this.#declarations, chain) + 1);
    if (type === 'version-rolled-back') {
      const version = `${chain} ${versionId ?? ''}`;
      this.#returned.set(version, this.#count(this.#returned, version) + 1);
    }
    if (type !== 'foreign-ended') return;
    const about = aboutOf(chain, evidence);
    this.#ended.set(about, this.#count(this.#ended, about) + 1);
  }

  /** A ledger that was restored does not know what it has told. */
  forget(): void {
    for (const memory of [this.#told, this.#declarations, this.#returned, this.#ended, this.#readiness]) memory.clear();
  }

  /** What is told one time only; undefined: it may be told again. */
  #said({ chain, type, versionId, evidence }: Entry): string | undefined {
    const said = once.get(type);
    if (said === undefined) return undefined;
    // A key that is only looked at is replaced again and again, in thought.
    if (type === 'would-have' && evidence['what'] === 'rotate') return undefined;
    const text = JSON.stringify(said.map((name) => evidence[name] ?? null));
    if (type === 'key-ready' || type === 'key-unready') return this.#changed(chain, text);
    const declarations = anew.has(type) ? this.#count(this.#declarations, chain) : 0;
    const ended = type === 'foreign-found' ? this.#count(this.#ended, aboutOf(chain, evidence)) : 0;
    const returned = type === 'expiry-overdue' ? this.#count(this.#returned, `${chain} ${versionId ?? ''}`) : 0;
    return `${versionId ?? ''} ${text} ${declarations} ${returned} ${ended}`;
  }

  /** Of what comes and goes only a change is news. */
  #changed(chain: string, now: string): string | undefined {
    const before = this.#readiness.get(chain);
    this.#readiness.set(chain, now);
    if (before === now) this.watch.break('P10 idempotent', `${chain}: it is told again that ${now}`);
    return undefined;
  }

  #count(of: ReadonlyMap<string, number>, name: string): number {
    return of.get(name) ?? 0;
  }
}

function aboutOf(chain: string, { what, about }: Entry['evidence']): string {
  return JSON.stringify([chain, what, about]);
}
