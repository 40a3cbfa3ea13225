import { requestDiscovery } from '../../engine/discovery/request-discovery';
import type { Discovered } from '../../model/discovery/discovered';
import type { Discovery, DiscoveryId } from '../../model/discovery/discovery';
import { RekeyError } from '../../model/rekey-error';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/discover/{issuer}`. @throws RekeyError `not_found` for an issuer that is not deployed, `contended` */
export function answerDiscover({
  world,
  actor,
  issuer,
}: OperatorCall): Promise<{ discoveryId: DiscoveryId; joined: boolean }> {
  return requestDiscovery(world, { issuer: issuer(), actor });
}

/** Answers `GET /v1/discovery/{issuer}`: how far it is, and with `part` what it found there. @throws RekeyError `not_found` */
export async function answerDiscovery(call: OperatorCall): Promise<Discovery & { found: Discovered[]; next?: string }> {
  const { discoveries } = call.world;
  const { id, part: asked } = call.query;
  const issuer = call.issuer();
  const last = await discoveries.last(issuer);
  if (last === undefined || (id !== undefined && last.discoveryId !== id)) {
    const which = id === undefined ? 'there is no discovery' : 'there is no such discovery any more';
    throw new RekeyError('not_found', `${which} of issuer ${issuer}: begin one with "rekey discover ${issuer}"`);
  }
  if (asked === undefined) return { ...last, found: [] };
  const part = Number(asked);
  const found = part < last.parts ? await discoveries.part(last, part) : [];
  return { ...last, found, ...(part + 1 < last.parts ? { next: String(part + 1) } : {}) };
}
