import type { IncomingMessage } from 'node:http';
import type { Random } from '../simulation/surroundings/random';
import type { Trouble } from './disturbing-proxy';

/** Of a hundred requests to the issuer, so many of each kind. */
const share = {
  'not reached': 4,
  'answer lost': 4,
  doubled: 3,
  'cut short': 3,
  delayed: 6,
  'server error': 3,
  busy: 3,
};

type Kind = keyof typeof share | 'passed';

/** What becomes of a request to an issuer. */
export function issuerTrouble(random: Random, request: Pick<IncomingMessage, 'method' | 'url'>): Trouble | undefined {
  const drawn = random.weighted<Kind>([...(Object.entries(share) as [Kind, number][]), ['passed', 74]]);
  // A mint that somebody on the way sends twice leaves a second credential with the same label, which is the reaper's, an hour later.
  if (drawn === 'doubled' && request.method === 'POST' && request.url === '/v1/tokens') return undefined;
  switch (drawn) {
    case 'not reached':
    case 'answer lost':
    case 'cut short':
    case 'doubled':
      return { kind: drawn };
    case 'delayed':
      return { kind: 'delayed', milliseconds: random.whole(100, 4000) };
    case 'server error':
      return { kind: 'answered', status: random.pick([500, 502, 503]), headers: {}, body: 'out of order' };
    case 'busy':
      return { kind: 'answered', status: 429, headers: { 'retry-after': '2' }, body: '' };
    case 'passed':
    case undefined:
      return undefined;
    default:
      return drawn satisfies never;
  }
}
