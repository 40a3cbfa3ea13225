import canonicalize from 'canonicalize';

/** A policy document in which two that say the same in another order, spelling or with other `Sid`s compare equal. What is not understood stays as it is, so that it differs. */
export function canonicalPolicy(document: unknown): unknown {
  if (!isObject(document)) return document;
  const { Version = '2008-10-17', Id: _, Statement, ...rest } = document;
  return { ...rest, Version, Statement: sorted(listOf(Statement).map(canonicalStatement)) };
}

/** Values in the order of their canonical texts, each once. */
export function sorted(values: readonly unknown[]): unknown[] {
  const byText = new Map(values.map((value) => [canonicalize(value) ?? '', value]));
  return [...byText.keys()].toSorted(byCodeUnit).map((text) => byText.get(text));
}

function canonicalStatement(statement: unknown): unknown {
  if (!isObject(statement)) return statement;
  const canonical: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(statement)) {
    if (name === 'Sid') continue;
    canonical[name] = canonicalElement(name, value);
  }
  return canonical;
}

function canonicalElement(name: string, value: unknown): unknown {
  switch (name) {
    case 'Action':
    case 'NotAction':
      // IAM does not tell the case of actions apart.
      return sorted(listOf(value).map((action) => (typeof action === 'string' ? action.toLowerCase() : action)));
    case 'Resource':
    case 'NotResource':
      return sorted(listOf(value));
    case 'Condition':
      return isObject(value) ? eachValue(value, canonicalOperator) : value;
    default:
      return value;
  }
}

/** Condition keys are told apart without their case; values are texts, whatever they were written as. */
function canonicalOperator(keys: unknown): unknown {
  if (!isObject(keys)) return keys;
  return Object.fromEntries(
    Object.entries(keys).map(([key, values]) => [
      key.toLowerCase(),
      sorted(listOf(values).map((one) => (typeof one === 'boolean' || typeof one === 'number' ? String(one) : one))),
    ]),
  );
}

function eachValue(object: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
