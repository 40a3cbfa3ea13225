import type { Sighting } from '../../model/leaks/leak-report';
import type { Located } from '../../ports';

/** A version that a report names, and where it was seen. */
export interface Match {
  where: Located;
  sightings: Sighting[];
}
