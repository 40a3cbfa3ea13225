import type { IssuerName } from '../../model/ids';
import type { Sighting } from '../../model/leaks/leak-report';
import { actOnMatches, type ReportedBy } from './act-on-matches';
import type { Match } from './match';
import type { World } from '../world';

/** Credentials that a source names by the issuer's own ids, without their values. */
export interface PublicIdReport extends ReportedBy {
  possession: false;
  /** The issuers whose ids these may be. */
  issuers: readonly IssuerName[];
  ids: readonly string[];
  sighting: Sighting;
}

/** Looks credentials up by their public ids, judges the report as a whole, opens or joins the incident of each version, and orders the containment of what is not held; how many are ours. */
export async function matchPublicIds(world: World, report: PublicIdReport): Promise<number> {
  const { issuers, ids, sighting, ...by } = report;
  const matches: Match[] = [];
  for (const id of new Set(ids)) {
    for (const issuer of issuers) {
      const where = await world.ledger.locatePublicId(issuer, id);
      if (where !== undefined) matches.push({ where, sightings: [sighting] });
    }
  }
  await actOnMatches(world, by, matches);
  return matches.length;
}
