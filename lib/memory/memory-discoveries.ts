import { type Discovered, discoveredSchema } from '../model/discovery/discovered';
import { type Discovery, discoverySchema } from '../model/discovery/discovery';
import type { IssuerName } from '../model/ids';
import type { Discoveries } from '../ports/discoveries';
import { frozen } from './frozen';

/** Discoveries in memory; a save is evaluated as one conditional transaction of DynamoDB is. */
export class MemoryDiscoveries implements Discoveries {
  readonly #last = new Map<IssuerName, Discovery>();
  readonly #parts = new Map<string, { discoveryId: string; found: Discovered[] }>();

  async last(issuer: IssuerName): Promise<Discovery | undefined> {
    return this.#last.get(issuer);
  }

  async part({ issuer, discoveryId }: Pick<Discovery, 'issuer' | 'discoveryId'>, part: number): Promise<Discovered[]> {
    const held = this.#parts.get(`${issuer} ${part}`);
    return held?.discoveryId === discoveryId ? held.found : [];
  }

  async save(
    discovery: Discovery,
    parts: readonly { part: number; found: readonly Discovered[] }[] = [],
  ): Promise<boolean> {
    const { issuer, discoveryId, revision } = discovery;
    if ((this.#last.get(issuer)?.revision ?? 0) !== revision - 1) return false;
    const checked = parts.map(({ part, found }) => ({
      part,
      found: frozen(found.map((one) => discoveredSchema.parse(one))),
    }));
    this.#last.set(issuer, frozen(discoverySchema.parse(discovery)));
    for (const { part, found } of checked) this.#parts.set(`${issuer} ${part}`, { discoveryId, found });
    return true;
  }
}
