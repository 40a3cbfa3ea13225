import type { Issuer, IssuerProfile } from '../../ports/issuer';
import { call, type HttpContext } from './call';
import { endKey } from './end-key';
import { findKeys, inspectKey } from './find-keys';
import { mint } from './mint';
import { rollKey } from './roll-key';
import { canRecognise, recogniseKey } from './recognise-key';
import { verifyKey } from './verify-key';

/** The issuer that a catalogue describes. Each request is sent once, but after a 401 with an admin secret that has changed meanwhile. */
export function createHttpIssuer(context: HttpContext, profile: IssuerProfile): Issuer {
  const { roll, disable, checkAdmin } = context.catalogue.operations;
  return {
    ...profile,
    mint: (request) => mint(context, request),
    ...(roll && { roll: (ref, request) => rollKey(context, ref, request) }),
    find: (by) => findKeys(context, by),
    inspect: (ref) => inspectKey(context, ref),
    verify: (material) => verifyKey(context, material),
    ...(disable && { disable: (ref, material) => endKey(context, 'disable', ref, material) }),
    revoke: (ref, material) => endKey(context, 'revoke', ref, material),
    ...(canRecognise(context) && { recognise: (material) => recogniseKey(context, material) }),
    checkAdmin: async () => {
      await call(context, { operation: 'checkAdmin', request: checkAdmin.request, ok: checkAdmin.ok, scope: {} });
    },
  };
}
