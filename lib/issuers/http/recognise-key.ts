import type { Material } from '../../model/secret-format';
import type { FoundKey } from '../../ports/issuer';
import { call, type HttpContext } from './call';
import { extractText } from './extract';
import { inspectKey, shown } from './find-keys';
import { listItems } from './list-items';

/** Whether the issuer can say which credential a value belongs to: it lists values, or answers the credential itself with its id. */
export function canRecognise({ catalogue }: HttpContext): boolean {
  return catalogue.identity === 'value' || catalogue.operations.verify.id !== undefined;
}

/** The credential that has this value, as the administrator sees it; undefined: none that is known. @throws IssuerError */
export async function recogniseKey(context: HttpContext, material: Material): Promise<FoundKey | undefined> {
  const { identity, capabilities, operations } = context.catalogue;
  if (identity === 'value') {
    const value = material[capabilities.fields[0]]?.reveal();
    const item = (await listItems(context)).find(({ id }) => id === value);
    return item && shown(context, item);
  }
  const { request, alive, dead, id } = operations.verify;
  if (id === undefined) return undefined;
  const ok = [...alive, ...dead];
  const answer = await call(context, { operation: 'verify', request, ok, scope: { key: material }, material });
  const own = dead.includes(answer.status) ? undefined : extractText(id, answer.json);
  return own === undefined ? undefined : inspectKey(context, { id: own, label: '' });
}
