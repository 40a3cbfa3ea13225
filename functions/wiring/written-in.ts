import type { z } from 'zod';
import { RekeyError } from '../../lib/model/rekey-error';
import { jsonText } from './json-text';

/** What a deployment wrote in a parameter, parsed. @throws RekeyError `misconfigured` naming the parameter and what is wrong with it, and quoting nothing */
export function writtenIn<T extends z.ZodType>(parameter: string, text: string | undefined, schema: T): z.output<T> {
  if (text === undefined) throw new RekeyError('misconfigured', `the parameter ${parameter} is missing: deploy again`);
  const parsed = jsonText(schema).safeParse(text);
  if (parsed.success) return parsed.data as z.output<T>;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
  throw new RekeyError('misconfigured', `the parameter ${parameter} is wrong: ${wrong.join('; ')}: deploy again`);
}
