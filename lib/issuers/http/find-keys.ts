import type { KeyRef } from '../../model/ledger/version';
import type { FoundKey } from '../../ports/issuer';
import { IssuerError } from '../../ports/issuer-error';
import { call, type HttpContext } from './call';
import { extract } from './extract';
import { listItems } from './list-items';
import { type Item, readItem } from './read-item';

/** What the issuer lists, by label where one is given, without any id that is a value; of all, the admin credential is told apart where it can be. @throws IssuerError */
export async function findKeys(context: HttpContext, by: { label?: string }): Promise<FoundKey[]> {
  const items = await listItems(context, by.label);
  const own = by.label === undefined ? await adminValues(context) : new Set();
  return items.map((item) => ({ ...shown(context, item), ...(own.has(item.id) && { admin: true }) }));
}

/** The admin credential's parts, to be compared with ids that are values. */
async function adminValues({ catalogue, adminCredential }: HttpContext): Promise<Set<string>> {
  if (catalogue.identity !== 'value') return new Set();
  return new Set(Object.values(await adminCredential()).map((part) => part.reveal()));
}

/** One credential as the administrator sees it; undefined when it is gone. @throws IssuerError `fatal` when a label names several that differ */
export async function inspectKey(context: HttpContext, ref: KeyRef): Promise<FoundKey | undefined> {
  const { inspect } = context.catalogue.operations;
  if (inspect === undefined || ref.id === undefined) return inspectListed(context, ref);
  const ok = [...inspect.ok, ...inspect.gone];
  const answer = await call(context, { operation: 'inspect', request: inspect.request, ok, scope: { ref } });
  if (inspect.gone.includes(answer.status)) return undefined;
  const item = readItem(context.catalogue, extract(inspect.at, answer.json), context.clock.now());
  if (item === undefined || item.id !== ref.id) {
    throw new IssuerError('fatal', `${context.name}: inspect: ${answer.flaw ?? 'the answer is about something else'}`, {
      status: answer.status,
      operation: 'inspect',
    });
  }
  return shown(context, { ...item, label: item.label || ref.label });
}

async function inspectListed(context: HttpContext, ref: KeyRef): Promise<FoundKey | undefined> {
  const labelled = context.catalogue.capabilities.label !== 'none';
  const items = await listItems(context, labelled ? ref.label : undefined);
  const [first, ...others] = ref.id === undefined ? items : items.filter((item) => item.id === ref.id);
  if (first === undefined) return undefined;
  // Which of them is meant cannot be said; as long as they may do the same, it does not matter.
  if (others.some((other) => JSON.stringify(other.grant) !== JSON.stringify(first.grant))) {
    const message = `${context.name}: inspect: ${others.length + 1} credentials have this label, with different grants`;
    throw new IssuerError('fatal', message, { operation: 'inspect' });
  }
  const alive = [first, ...others].find((item) => item.state === 'active');
  return shown(context, alive ?? first);
}

/** A listed credential as it leaves this folder: without an id that is a value. */
export function shown(context: HttpContext, item: Item): FoundKey {
  const { id, label, ...rest } = item;
  return { ref: context.catalogue.identity === 'value' ? { label } : { id, label }, ...rest };
}
