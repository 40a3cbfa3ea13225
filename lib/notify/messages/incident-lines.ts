import type { Incident } from '../../model/leaks/incident';
import type { Sighting } from '../../model/leaks/leak-report';
import { untrusted, untrustedPath } from '../untrusted';

/** Places named in one message; the ledger holds the others. */
const placesNamed = 10;

/** Where an incident's credential was seen, newest report first, one line a place. */
export function placesOf({ reports, reportCount }: Incident): string[] {
  const seen = reports.toReversed().flatMap(({ sightings, actor, acceptedAt }) => {
    return sightings.map((sighting) => `${placeOf(sighting)}, told by ${untrusted(actor)} at ${acceptedAt}`);
  });
  const places = [...new Set(seen)];
  const more = places.length > placesNamed ? [`and ${places.length - placesNamed} more places`] : [];
  const reportsMore = reportCount > reports.length ? [`${reportCount} reports in all`] : [];
  return [...places.slice(0, placesNamed), ...more, ...reportsMore];
}

/** What was done when, one line a step. */
export function timelineOf({ timeline }: Incident): string[] {
  return timeline.map(({ at, what }) => `${at}  ${untrusted(what)}`);
}

/** A title and its items, one line each. */
export function listed(title: string, items: readonly string[]): string[] {
  return [title, ...items.map((item) => `  - ${item}`)];
}

/** One place in words. */
export function placeOf({ source, file, line, url, rule }: Sighting): string {
  const where = [
    ...(file === undefined ? [] : [`${untrustedPath(file)}${line === undefined ? '' : `, line ${line}`}`]),
    ...(url === undefined ? [] : [untrusted(url)]),
  ];
  const by = `${untrusted(source)}${rule === undefined ? '' : ` (${untrustedPath(rule)})`}`;
  return where.length === 0 ? `reported by ${by}, no place given` : `${where.join(', ')}, found by ${by}`;
}
