import { SecretValue } from '../model/secret-value';
import { shortestReading } from './reading-limits';

/** Texts taken out of one JSON document. */
const textsTaken = 64;

/** What was pasted, and the texts in it where it is a JSON document: a whole secret, say; 65 at most. */
export function textsWithin(pasted: SecretValue): SecretValue[] {
  const texts = new Set<string>();
  // Not by recursion: 65,536 brackets are a document, too.
  const rest: unknown[] = [documentIn(pasted.reveal())];
  for (let next = rest.pop(); next !== undefined && texts.size < textsTaken; next = rest.pop()) {
    if (typeof next === 'string' && next.trim().length >= shortestReading) texts.add(next);
    if (typeof next === 'object' && next !== null) rest.push(...Object.values(next).toReversed());
  }
  return [pasted, ...[...texts].map((text) => new SecretValue(text))];
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON; the parser's own message quotes the text
  }
}
