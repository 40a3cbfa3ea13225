import type { Material } from '../../model/secret-format';
import type { KeyRef } from '../../model/ledger/version';
import type { Grant, Issuer } from '../../ports/issuer';
import { IssuerError } from '../../ports/issuer-error';
import { call, type HttpContext } from './call';
import { extract } from './extract';
import { readValue } from './read-value';
import { readItem } from './read-item';

/** Mints by one request. @throws IssuerError `ambiguous` when a credential may exist whose value did not arrive */
export async function mint(
  context: HttpContext,
  request: Parameters<Issuer['mint']>[0],
): Promise<{ ref: KeyRef; material: Material; grant?: Grant }> {
  const { catalogue } = context;
  const operation = catalogue.operations.mint;
  const expiresAt = catalogue.capabilities.expiry.settable ? request.expiresAt : undefined;
  const scope = { label: request.label, grant: request.grant, expiresAt };
  const answer = await call(context, { operation: 'mint', request: operation.request, ok: operation.ok, scope });
  const minted = extract(operation.at, answer.json);
  const item = readItem(catalogue, minted, context.clock.now());
  const material = readValue(operation.fields, minted);
  if (item === undefined || material === undefined) {
    const why = answer.flaw ?? 'body lacks the value or its id';
    const details = { status: answer.status, operation: 'mint' };
    throw new IssuerError('ambiguous', `${context.name}: mint: answered ${answer.status}, but ${why}`, details);
  }
  return { ref: refTo(catalogue.identity, item.id, request.label), material, grant: item.grant };
}

function refTo(identity: 'id' | 'value', id: string, label: string): KeyRef {
  return identity === 'value' ? { label } : { id, label };
}
