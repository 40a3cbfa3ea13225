import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** The parts of a dotted field: `grant[0].because` is `grant`, 0, `because`. */
export function fieldParts(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** The line, from 1, on which the deepest part of a path that the document has stands, and how many parts it has. */
export function lineOfField(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly (string | number)[],
): { line: number; found: number } {
  let node: unknown = document.contents;
  let offset = 0;
  let found = 0;
  for (const part of path) {
    const step = stepInto(isAlias(node) ? node.resolve(document) : node, part);
    if (step === undefined) break;
    offset = step.at?.range?.[0] ?? offset;
    node = step.value;
    found += 1;
  }
  return { line: Math.max(1, lines.linePos(offset).line), found };
}

function stepInto(node: unknown, part: string | number): { at: Node | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair && { at: pair.key as Node, value: pair.value };
  }
  if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
    const value = node.items[part];
    return { at: value as Node | undefined, value };
  }
  return undefined;
}
