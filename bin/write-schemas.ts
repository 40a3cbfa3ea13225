import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiDocument } from '../lib/api/openapi-document';
import { keysJsonSchema } from '../lib/cli/keys-file/keys-json-schema';

// Run after a change of a schema; a test says when it was forgotten.
const root = process.cwd();
write('docs/openapi.json', openapiDocument());
write('examples/keys.schema.json', keysJsonSchema());

function write(path: string, document: unknown): void {
  writeFileSync(join(root, path), `${JSON.stringify(document, null, 2)}\n`);
}
