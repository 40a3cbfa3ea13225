import { createHash } from 'node:crypto';
import type { Due, DueKind } from '../../model/ledger/due';
import { dueKindSchema } from '../../model/ledger/due';
import { dueShardOf } from '../../model/ledger/due-shard';
import { chainIdSchema, type ChainId } from '../../model/ledger/entry';
import type { Fingerprint, IssuerName } from '../../model/ids';
import { instantSchema, type Instant } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import type { DueItem } from '../../ports/ledger';

/** Primary key of an item. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/** Over how many partitions the listing of all keys is spread. */
export const keyShards = 4;

/** Places of the items in the table. */
export const place = {
  chain: (chain: ChainId): string => (chain === 'INSTALLATION' ? chain : `KEY#${chain}`),
  installation: (): ItemKey => ({ pk: 'INSTALLATION', sk: 'INSTALLATION' }),
  once: (what: string): ItemKey => ({ pk: 'INSTALLATION', sk: `ONCE#${what}` }),
  head: (keyId: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: 'KEY' }),
  version: (keyId: string, versionId: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: `VERSION#${versionId}` }),
  attempt: (keyId: string, versionId: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: `ATTEMPT#${versionId}` }),
  incident: (keyId: string, id: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: `INCIDENT#${id}` }),
  health: (keyId: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: 'HEALTH' }),
  entry: (chain: ChainId, sequence: number): ItemKey => ({ pk: place.chain(chain), sk: entrySk(sequence) }),
  fingerprint: (fingerprint: Fingerprint): ItemKey => ({ pk: `FP#${fingerprint}`, sk: 'FP' }),
  publicId: (issuer: string, id: string): ItemKey => ({ pk: `PUBLIC#${issuer}#${id}`, sk: 'PUBLIC' }),
  tally: (sender: string): ItemKey => ({
    pk: `TALLY#${createHash('sha256').update(sender).digest('hex')}`,
    sk: 'TALLY',
  }),
  discovery: (issuer: string): ItemKey => ({ pk: `DISCOVERY#${issuer}`, sk: 'DISCOVERY' }),
  discoveryPart: (issuer: string, part: number): ItemKey => ({
    pk: `DISCOVERY#${issuer}`,
    sk: `PART#${String(part).padStart(6, '0')}`,
  }),
  issuerRecovery: (issuer: string): ItemKey => ({ pk: `RECOVERY#${issuer}`, sk: 'RECOVERY' }),
  keyRecovery: (keyId: string): ItemKey => ({ pk: `KEY#${keyId}`, sk: 'RECOVERY' }),
  secret: (arn: string): ItemKey => ({ pk: `SECRET#${arn}`, sk: 'SECRET' }),
};

/** Sort key of an entry: 12 digits, so that text order is the order of sequence. */
export function entrySk(sequence: number): string {
  return `ENTRY#${String(sequence).padStart(12, '0')}`;
}

/** Attributes that put an item into the index `due`; none when nothing is due. */
export function dueKeys(chain: ChainId, id: string, due: Due | undefined, issuer?: IssuerName): Record<string, string> {
  if (due === undefined) return {};
  const keys = { duePk: duePk(dueShardOf(chain, id)), dueSk: dueSk(due.at, due.kind, id) };
  return issuer === undefined ? keys : { ...keys, dueIssuer: issuer };
}

/** Partition of a shard of the index `due`. */
export function duePk(shard: number): string {
  return `DUE#${shard}`;
}

/** Sort key in the index `due`. */
export function dueSk(at: Instant, kind: DueKind, id: string): string {
  return `${at}#${kind}#${id}`;
}

/** The item that a due item points at. */
export function dueItemKey({ chain, kind, id }: Pick<DueItem, 'chain' | 'kind' | 'id'>): ItemKey {
  if (kind === 'check') return place.health(chain);
  if (id === '') return place.head(chain);
  if (kind === 'publish') return place.entry(chain, Number(id));
  if (kind === 'search') return place.attempt(chain, id);
  return id.includes(':') ? place.incident(chain, id) : place.version(chain, id);
}

/** A due item as the index has it. @throws RekeyError `corrupt` */
export function readDueItem(item: Record<string, unknown>): DueItem {
  const { pk, dueSk: sk, dueIssuer } = item as Record<string, string>;
  const [at, kind, ...id] = (sk ?? '').split('#');
  const chain = chainIdSchema.safeParse(pk?.replace(/^KEY#/, ''));
  const when = instantSchema.safeParse(at);
  const what = dueKindSchema.safeParse(kind);
  if (!chain.success || !when.success || !what.success) {
    throw new RekeyError('corrupt', `the due index holds ${sk} of ${pk}, which nobody wrote so`);
  }
  const issuer = dueIssuer === undefined ? {} : { issuer: dueIssuer as IssuerName };
  return { chain: chain.data, at: when.data, kind: what.data, id: id.join('#'), ...issuer };
}
