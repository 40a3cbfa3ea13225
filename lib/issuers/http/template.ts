/** How an expression's value is written: `date` is `2026-11-23`, `epochSeconds` a number; both take an instant. */
export type Filter = 'date' | 'epochSeconds';

/** One `${...}` of a template: a path into the scope; `?` lets it be absent. */
export interface Expression {
  path: readonly string[];
  filter?: Filter;
  optional: boolean;
}

/** A template cut into literal text and expressions. @throws Error when an expression is malformed; its message quotes the template, which holds no value */
export function parseTemplate(text: string): (string | Expression)[] {
  const parts: (string | Expression)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(parseExpression(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (rest.includes('${')) throw new Error(`"${text}" has an expression without its closing brace`);
  if (rest !== '') parts.push(rest);
  return parts;
}

/** Every expression of a template that may be nested in lists and objects. @throws Error as {@link parseTemplate} */
export function expressionsIn(template: unknown): Expression[] {
  if (typeof template === 'string') return parseTemplate(template).filter((part) => typeof part !== 'string');
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap(expressionsIn);
}

function parseExpression(text: string): Expression {
  const match = /^([A-Za-z]\w*(?:\.\w+)*)(?:\|(\w+))?(\?)?$/.exec(text.trim());
  if (!match) throw new Error(`"\${${text}}" is not a path such as \${grant.type}, \${expiresAt|date?}`);
  const filter = match[2];
  if (filter !== undefined && filter !== 'date' && filter !== 'epochSeconds') {
    throw new Error(`unknown filter "${filter}": use date or epochSeconds`);
  }
  return { path: (match[1] ?? '').split('.'), filter, optional: match[3] === '?' };
}
