import { parse } from 'yaml';
import { RekeyError } from '../model/rekey-error';
import { type Catalogue, catalogueSchema } from './http/catalogue-schema';

/** The catalogue in a text, YAML or JSON; `file` only names it in errors. @throws RekeyError `bad_input` with each field that is wrong */
export function loadCatalogue(text: string, file: string): Catalogue {
  let parsed: unknown;
  try {
    parsed = parseText(text);
  } catch (error) {
    throw new RekeyError('bad_input', `${file} is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const result = catalogueSchema.safeParse(parsed);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const list = problems.map(({ field, message }) => `${field || 'the whole'}: ${message}`).join('; ');
  throw new RekeyError('bad_input', `${file} is no catalogue: ${list}`, { problems });
}

/** JSON is YAML, and read a hundred times sooner: a function that starts has a catalogue to read for each issuer. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text);
  }
}
