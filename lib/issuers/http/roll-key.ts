import type { Material } from '../../model/secret-format';
import type { KeyRef } from '../../model/ledger/version';
import type { Issuer } from '../../ports/issuer';
import { IssuerError } from '../../ports/issuer-error';
import { call, type HttpContext } from './call';
import { extract, extractText } from './extract';
import { readValue } from './read-value';

/** Replaces the value of a credential by one request; it keeps its label, and its id unless the answer has another one. @throws IssuerError `ambiguous` when the value may be another one that did not arrive; `not_found` */
export async function rollKey(
  context: HttpContext,
  ref: KeyRef,
  request: Parameters<NonNullable<Issuer['roll']>>[1],
): Promise<{ ref: KeyRef; material: Material }> {
  const { catalogue } = context;
  const operation = catalogue.operations.roll;
  if (operation === undefined) {
    throw new IssuerError('unsupported', `${context.name}: roll: not possible there`, { operation: 'roll' });
  }
  const expiresAt = catalogue.capabilities.expiry.settable ? request.expiresAt : undefined;
  const scope = { ref, graceSeconds: request.graceSeconds, expiresAt };
  const answer = await call(context, { operation: 'roll', request: operation.request, ok: operation.ok, scope });
  const rolled = extract(operation.at, answer.json);
  const material = readValue(operation.fields, rolled);
  if (material === undefined) {
    const why = answer.flaw ?? 'body lacks the value';
    const details = { status: answer.status, operation: 'roll' };
    throw new IssuerError('ambiguous', `${context.name}: roll: answered ${answer.status}, but ${why}`, details);
  }
  const id = extractText(catalogue.item.id, rolled) ?? ref.id;
  return { ref: { ...ref, ...(id === undefined ? {} : { id }) }, material };
}
