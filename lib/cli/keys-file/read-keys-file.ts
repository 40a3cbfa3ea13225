import { type Document, LineCounter, parseDocument } from 'yaml';
import type { KeyId } from '../../model/ids';
import { parseManifest } from '../../model/manifest/manifest-input';
import { manifestInputProblems } from '../../model/manifest/manifest-input-problems';
import { CliError, type PlacedProblem } from '../cli-error';
import type { DeclaredKey, KeysFile } from './keys-file';
import { keysFileSchema } from './keys-file-schema';
import { fieldParts, lineOfField } from './line-of-field';

/** Reads a keys file, YAML or JSON. @throws CliError `bad_input` with every problem and its line */
export function readKeysFile(name: string, text: string): KeysFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (field: string, path: readonly (string | number)[], message: string): PlacedProblem => ({
    file: name,
    line: lineOfField(document, lines, path).line,
    field,
    message,
  });

  refuse(
    name,
    document.errors.map(({ pos, message }) => ({ file: name, line: lines.linePos(pos[0]).line, field: '', message })),
  );
  const content = contentOf(name, document);
  const parsed = keysFileSchema.safeParse(content);
  if (!parsed.success) {
    const problems = manifestInputProblems(keysFileSchema, content, parsed.error);
    // The path itself, not its text: a key id may hold dots and brackets.
    const paths = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
    );
    refuse(
      name,
      problems.map(({ field, message }, index) => at(field, (paths[index] ?? []) as (string | number)[], message)),
    );
    throw new CliError('bad_input', `${name} is no keys file`);
  }

  const { defaults = {}, keys: declared } = parsed.data;
  const keys = Object.entries(declared).map(
    ([keyId, own]): DeclaredKey => ({ keyId: keyId as KeyId, declaration: { ...defaults, ...own } }),
  );
  const place: KeysFile['place'] = (keyId, { field, message }) => {
    const parts = fieldParts(field);
    const own = ['keys', keyId, ...parts];
    const inDefaults = parts.length > 0 && !Object.hasOwn(declared[keyId] ?? {}, parts[0] ?? '');
    const shared = lineOfField(document, lines, ['defaults', ...parts]);
    const text = `keys.${keyId}${field === '' ? '' : `.${field}`}`;
    if (inDefaults && shared.found > 1) return { file: name, line: shared.line, field: text, message };
    return at(text, own, message);
  };
  refuse(
    name,
    keys.flatMap(({ keyId, declaration }) => problemsOf(declaration).map((problem) => place(keyId, problem))),
  );
  return { keys, place };
}

function contentOf(name: string, document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch (cause) {
    throw new CliError('bad_input', `${name} cannot be read: its aliases are too many or lead nowhere`, { cause });
  }
}

function problemsOf(declaration: Record<string, unknown>) {
  const parsed = parseManifest(declaration);
  return 'problems' in parsed ? parsed.problems : [];
}

function refuse(name: string, problems: PlacedProblem[]): void {
  if (problems.length === 0) return;
  const sorted = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  throw new CliError(
    'bad_input',
    `${name} is refused: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}`,
    {
      problems: sorted,
    },
  );
}
