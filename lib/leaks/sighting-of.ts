import type { Sighting } from '../model/leaks/leak-report';
import type { RawSighting } from './candidate';
import type { Redaction } from './redaction';

/** A sighting fit to be kept: every text without values and cut to the limits of the model. */
export function sightingOf(source: string, raw: RawSighting, redaction: Redaction): Sighting {
  const text = (name: 'file' | 'url' | 'rule', limit: number) => {
    const given = raw[name];
    return given === undefined ? {} : { [name]: redaction.of(given, limit) };
  };
  return {
    source,
    ...text('file', 512),
    ...text('url', 1024),
    ...text('rule', 128),
    ...(raw.line === undefined ? {} : { line: raw.line }),
  };
}
