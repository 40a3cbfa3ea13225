import type { IssuerName } from '../model/ids';
import type { Sighting } from '../model/leak-report';
import { actOnSightings, type ReportedBy } from './act-on-sightings';
import type { World } from './world';

/** Credentials that a source names by the issuer's own ids, without their values. */
export interface PublicIdReport extends ReportedBy {
  possession: false;
  /** The issuers whose ids these may be. */
  issuers: readonly IssuerName[];
  ids: readonly string[];
  sighting: Sighting;
}

/** Looks credentials up by their public ids, opens or joins the incident of each version, and orders its containment; how many are ours. */
export async function matchPublicIds(world: World, report: PublicIdReport): Promise<number> {
  const { issuers, ids, sighting, ...by } = report;
  let ours = 0;
  for (const id of new Set(ids)) {
    for (const issuer of issuers) {
      const where = await world.ledger.locatePublicId(issuer, id);
      if (where === undefined) continue;
      ours += 1;
      await actOnSightings(world, by, where, [sighting]);
    }
  }
  return ours;
}
