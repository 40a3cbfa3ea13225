import type { z } from 'zod';
import { expressionsIn } from './template';

interface Referring {
  identity: 'id' | 'value';
  settings: string[];
  auth: { admin: unknown; subject: unknown };
  capabilities: {
    family: string;
    roll?: object;
    maxActive: number | null;
    label: string;
    disable: boolean;
    fields: readonly string[];
  };
  item: { label?: string };
  operations: {
    mint: { fields: Record<string, string> };
    roll?: { fields: Record<string, string> };
    revoke: { request: { path: string } };
    verify: { request: { path: string } };
    disable?: object;
  };
}

/** What each operation's request may refer to. Credentials stand where they are proved, and nowhere else by accident. */
const scopes: Record<string, readonly string[]> = {
  mint: ['label', 'grant', 'expiresAt', 'config'],
  roll: ['ref', 'graceSeconds', 'expiresAt', 'config'],
  find: ['config'],
  findByLabel: ['label', 'config'],
  inspect: ['ref', 'config'],
  verify: ['key', 'config'],
  disable: ['ref', 'config'],
  revoke: ['ref', 'config'],
  checkAdmin: ['config'],
};

/** Complains, by field, of templates that refer to what is not there and of parts that do not fit each other. */
export function checkReferences(catalogue: Referring, context: z.RefinementCtx): void {
  const complain = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
  const allow = (path: string[], template: unknown, roots: readonly string[]): void => {
    for (const {
      path: [root = '', name = ''],
    } of safeExpressions(template)) {
      if (!roots.includes(root)) complain(path, `refers to "${root}": here is only ${roots.join(', ')}`);
      if (root === 'config' && !catalogue.settings.includes(name)) complain(path, `"${name}" is not in settings`);
      if (root === 'key' && !catalogue.capabilities.fields.includes(name)) complain(path, `the key has no "${name}"`);
    }
  };
  allow(['auth', 'admin'], catalogue.auth.admin, ['admin', 'config']);
  allow(['auth', 'subject'], catalogue.auth.subject, ['key', 'config']);
  for (const [name, operation] of Object.entries(catalogue.operations)) {
    allow(['operations', name, 'request'], operation, scopes[name] ?? []);
  }
  if (safeExpressions(catalogue.operations.verify.request.path).some(({ path }) => path[0] === 'key')) {
    complain(['operations', 'verify', 'request', 'path'], 'a value does not belong in an address');
  }
  const parts = catalogue.capabilities.fields;
  for (const operation of ['mint', 'roll'] as const) {
    const fields = catalogue.operations[operation]?.fields;
    if (fields === undefined) continue;
    if (parts.some((name) => !(name in fields)) || Object.keys(fields).length !== parts.length) {
      complain(['operations', operation, 'fields'], `are not those of capabilities.fields: ${parts.join(', ')}`);
    }
  }
  for (const { path, message } of rollProblems(catalogue)) complain(path, message);
  if (catalogue.capabilities.disable !== (catalogue.operations.disable !== undefined)) {
    complain(['capabilities', 'disable'], 'does not agree with operations.disable');
  }
  const labelled = catalogue.capabilities.label !== 'none';
  if (labelled !== (catalogue.item.label !== undefined))
    complain(['item', 'label'], 'does not agree with capabilities.label');
  if (catalogue.identity === 'value' && !labelled)
    complain(['identity'], 'a value as id needs labels to find it again');
}

/** What does not fit an issuer that rolls in place, or one that does not. */
function rollProblems({ identity, capabilities, operations }: Referring): { path: string[]; message: string }[] {
  const { family, roll, maxActive } = capabilities;
  const rolls = family === 'roll';
  const problems = [
    ...(rolls === (roll !== undefined)
      ? []
      : [{ path: ['capabilities', 'roll'], message: 'does not agree with capabilities.family' }]),
    ...(rolls === (operations.roll !== undefined)
      ? []
      : [{ path: ['operations', 'roll'], message: 'does not agree with capabilities.family' }]),
  ];
  if (!rolls) return problems;
  if (maxActive !== 1) {
    problems.push({
      path: ['capabilities', 'maxActive'],
      message: 'is 1 with family roll: with room for two, describe it as overlap',
    });
  }
  if (identity === 'value')
    problems.push({ path: ['identity'], message: 'a value that is replaced in place is no id' });
  const named = safeExpressions(operations.revoke.request).some(({ path }) => path[0] === 'ref');
  if (!named) {
    const message = 'does not say which credential: once it was replaced, it would end another one';
    problems.push({ path: ['operations', 'revoke', 'request'], message });
  }
  return problems;
}

function safeExpressions(template: unknown): ReturnType<typeof expressionsIn> {
  try {
    return expressionsIn(template);
  } catch {
    return []; // complained of where it stands
  }
}
