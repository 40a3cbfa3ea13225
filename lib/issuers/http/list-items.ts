import { IssuerError } from '../../ports/issuer-error';
import { type Answer, type Call, call, type HttpContext } from './call';
import { extract, extractText } from './extract';
import { nextLink } from './next-link';
import type { Operations, Paging } from './operation-schema';
import { type Item, readItem } from './read-item';

/** Pages that are asked for at most; a list that goes on is an error, since half a list would hide a stray. */
const pageLimit = 200;

/** Where the next page is, as {@link call} takes it. */
type Place = Pick<Call, 'address' | 'parameter'>;

/** Everything the issuer lists, from all pages; with a label, exactly what carries it. @throws IssuerError `fatal` when the list, or anything in it, is not understood */
export async function listItems(context: HttpContext, label?: string): Promise<Item[]> {
  const { operations, capabilities } = context.catalogue;
  if (label !== undefined && capabilities.label === 'none') {
    throw new IssuerError('unsupported', `${context.name}: find: it has no labels`, { operation: 'find' });
  }
  // An empty label would be in the list of nobody, or in everybody's.
  if (label === '') throw new IssuerError('fatal', `${context.name}: find: the label is empty`, { operation: 'find' });
  const byLabel = label !== undefined && operations.findByLabel !== undefined;
  const operation = (byLabel ? operations.findByLabel : undefined) ?? operations.find;
  const items = await allPages(context, byLabel ? 'findByLabel' : 'find', operation, { label });
  // Searches of issuers are fuzzy: prefixes, other cases, parts of words.
  return label === undefined ? items : items.filter((item) => item.label === label);
}

async function allPages(
  context: HttpContext,
  name: 'find' | 'findByLabel',
  operation: Operations['find'],
  scope: { label?: string },
): Promise<Item[]> {
  const { request, ok, paging } = operation;
  const items: Item[] = [];
  let page: Place | undefined = paging?.by === 'number' ? { parameter: [paging.parameter, String(paging.first)] } : {};
  for (let count = 1; page !== undefined; count += 1) {
    if (count > pageLimit) throw notUnderstood(context, `the list has more than ${pageLimit} pages`);
    const answer: Answer = await call(context, { operation: name, request, ok, scope, ...page });
    const found = extract(operation.items, answer.json);
    if (!Array.isArray(found)) throw notUnderstood(context, answer.flaw ?? 'body has no list');
    for (const raw of found) {
      const item = readItem(context.catalogue, raw, context.clock.now());
      if (item === undefined) throw notUnderstood(context, 'an entry of the list has no id');
      items.push(item);
    }
    page = nextPage(context, paging, answer, found.length, count);
  }
  return items;
}

function nextPage(
  context: HttpContext,
  paging: Paging | undefined,
  answer: Answer,
  found: number,
  count: number,
): Place | undefined {
  switch (paging?.by) {
    case undefined:
      return undefined;
    case 'number':
      return found === 0 ? undefined : { parameter: [paging.parameter, String(paging.first + count)] };
    case 'cursor': {
      const cursor = extractText(paging.next, answer.json);
      return cursor === undefined ? undefined : { parameter: [paging.parameter, cursor] };
    }
    case 'address':
      return sameOrigin(context, extractText(paging.next, answer.json));
    case 'link':
      return sameOrigin(context, nextLink(answer.link));
  }
}

function sameOrigin(context: HttpContext, text: string | undefined): { address: URL } | undefined {
  if (text === undefined) return undefined;
  const address = URL.canParse(text, context.url) ? new URL(text, context.url) : undefined;
  // The admin credential goes with the request, so it goes nowhere else.
  if (address === undefined || address.origin !== new URL(context.url).origin) {
    throw notUnderstood(context, 'the next page is at another host');
  }
  return { address };
}

function notUnderstood(context: HttpContext, why: string): IssuerError {
  return new IssuerError('fatal', `${context.name}: find: ${why}`, { operation: 'find' });
}
