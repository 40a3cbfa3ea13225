import type { Material } from '../../model/secret-format';
import type { ProbeResult } from '../../ports/issuer';
import { call, type HttpContext } from './call';
import { readGrant } from './read-item';

/** Asks with the key itself. Only the statuses that the catalogue lists mean alive or dead. @throws IssuerError for all others */
export async function verifyKey(context: HttpContext, material: Material): Promise<ProbeResult> {
  const { verify } = context.catalogue.operations;
  const { request, alive, dead } = verify;
  const answer = await call(context, {
    operation: 'verify',
    request,
    ok: [...alive, ...dead],
    scope: { key: material },
    material,
  });
  if (dead.includes(answer.status)) return { kind: 'dead' };
  const grant = verify.grant && readGrant(context.catalogue, verify.grant, answer.json);
  return grant === undefined ? { kind: 'alive' } : { kind: 'alive', grant };
}
