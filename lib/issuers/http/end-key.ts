import type { Material } from '../../model/secret-format';
import type { KeyRef } from '../../model/ledger/version';
import { IssuerError } from '../../ports/issuer-error';
import { call, type HttpContext } from './call';
import { listItems } from './list-items';

/** Revokes or disables what a ref names: by its id, by its value where that is the id and is given, or else everything that carries its label. Nothing found is a success. @throws IssuerError */
export async function endKey(
  context: HttpContext,
  operation: 'revoke' | 'disable',
  ref: KeyRef,
  material?: Material,
): Promise<void> {
  const how = context.catalogue.operations[operation];
  if (how === undefined) {
    throw new IssuerError('unsupported', `${context.name}: ${operation}: not possible there`, { operation });
  }
  const id = context.catalogue.identity === 'id' ? ref.id : valueIn(context, material);
  const ids = id === undefined ? (await listItems(context, ref.label)).map((item) => item.id) : [id];
  for (const id of ids) {
    await call(context, { operation, request: how.request, ok: how.ok, scope: { ref: { id, label: ref.label } } });
  }
}

function valueIn({ catalogue }: HttpContext, material: Material | undefined): string | undefined {
  return material?.[catalogue.capabilities.fields[0]]?.reveal();
}
