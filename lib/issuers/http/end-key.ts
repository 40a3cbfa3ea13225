import type { KeyRef } from '../../model/version';
import { IssuerError } from '../../ports/issuer-error';
import { call, type HttpContext } from './call';
import { listItems } from './list-items';

/** Revokes or disables what a ref names: by its id, or else everything that carries its label. Nothing found is a success. @throws IssuerError */
export async function endKey(context: HttpContext, operation: 'revoke' | 'disable', ref: KeyRef): Promise<void> {
  const how = context.catalogue.operations[operation];
  if (how === undefined) {
    throw new IssuerError('unsupported', `${context.name}: ${operation}: not possible there`, { operation });
  }
  const known = ref.id !== undefined && context.catalogue.identity === 'id' ? [ref.id] : undefined;
  const ids = known ?? (await listItems(context, ref.label)).map((item) => item.id);
  for (const id of ids) {
    await call(context, { operation, request: how.request, ok: how.ok, scope: { ref: { id, label: ref.label } } });
  }
}
