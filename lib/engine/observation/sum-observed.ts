import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { modeOf } from '../../model/manifest/mode-of';
import type { ObservedKey, ObservedSummary } from '../../model/adoption/observed-key';
import { weekBefore } from '../../model/adoption/week-before';
import { amendInstallation } from '../amend-installation';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** Keys, and acts of each, that one summary names: an event holds 256 KB, and nobody reads more. */
const named = { keys: 50, acts: 5 } as const;

/**
 * Tells each owner what would have been done last week to the keys that are only observed: once a week, however often it is run. What
 * is observed for less than that week waits for the next one. Costs a page of heads for each hundred keys or so, and a transaction an owner.
 */
export async function sumObserved(world: World): Promise<{ owners: number; told: number }> {
  const week = weekBefore(world.clock.now());
  const owners = new Map<string, KeyHead[]>();
  for await (const head of observedKeys(world, week.until)) {
    const { owner } = head.manifest;
    owners.set(owner, [...(owners.get(owner) ?? []), head]);
  }
  let told = 0;
  for (const [owner, heads] of owners) {
    const evidence = summaryOf(owner, heads, week);
    const recorded = await amendInstallation(world, () => ({
      entry: { type: 'observation-summed', actor: rekeyActor, evidence },
      once: `observed#${week.from}#${owner}`,
    }));
    if (recorded) told += 1;
  }
  return { owners: owners.size, told };
}

async function* observedKeys({ ledger }: World, before: Instant): AsyncIterable<KeyHead> {
  let after: string | undefined;
  do {
    const page = await ledger.keys(after);
    for (const head of page.items) {
      const observed = head.status === 'active' && modeOf(head.manifest) === 'observe';
      if (observed && head.observed !== undefined && head.observed.since < before) yield head;
    }
    after = page.next;
  } while (after !== undefined);
}

function summaryOf(owner: string, heads: readonly KeyHead[], { from, until }: ReturnType<typeof weekBefore>) {
  const sorted = heads.toSorted((a, b) => a.keyId.localeCompare(b.keyId));
  const keys = sorted.slice(0, named.keys).map((head) => observedKey(head, from, until));
  const summary: ObservedSummary = { owner, from, until, keys, more: sorted.length - keys.length };
  return summary;
}

function observedKey({ keyId, observed, rotateAt, adopted, currentVersionId }: KeyHead, from: Instant, until: Instant) {
  const { since, count, recent } = observed ?? { since: from, count: 0, recent: [] };
  const differs = adopted?.grant?.differs === true && adopted.versionId === currentVersionId;
  const key: ObservedKey = {
    keyId,
    since,
    acts: recent.filter(({ at }) => at >= from && at < until).slice(-named.acts),
    total: count,
    ...(rotateAt === undefined ? {} : { rotateAt }),
    ...(differs ? { drift: adopted?.grant?.says } : {}),
  };
  return key;
}
