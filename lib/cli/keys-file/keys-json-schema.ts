import { z } from 'zod';
import { manifestInputSchema } from '../../model/manifest/manifest-input-schema';
import { keysFileDefaultsSchema, keysFileSchema } from './keys-file-schema';

/** JSON Schema of a keys file for editors: a field that the defaults may set is not required of each key. */
export function keysJsonSchema(): Record<string, unknown> {
  const declared = z.toJSONSchema(manifestInputSchema, { io: 'input' });
  const defaults = new Set(Object.keys(keysFileDefaultsSchema.shape));
  // References lead from the root of the document.
  const { $schema: _, $defs, ...key } = declared;
  key.required = (declared.required ?? []).filter((field) => !defaults.has(field));
  const file = z.toJSONSchema(keysFileSchema, { io: 'input' });
  const { keys } = file.properties ?? {};
  if (typeof keys !== 'object') throw new TypeError('a keys file has no keys');
  keys.additionalProperties = key;
  return { ...file, ...($defs === undefined ? {} : { $defs }), title: 'Keys file of Rekey' };
}
