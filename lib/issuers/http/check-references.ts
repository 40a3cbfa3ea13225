import type { z } from 'zod';
import { expressionsIn } from './template';

interface Referring {
  identity: 'id' | 'value';
  settings: string[];
  auth: { admin: unknown; subject: unknown };
  capabilities: { label: string; disable: boolean; fields: readonly string[] };
  item: { label?: string };
  operations: {
    mint: { fields: Record<string, string> };
    verify: { request: { path: string } };
    disable?: object;
  };
}

/** What each operation's request may refer to. Credentials stand where they are proved, and nowhere else by accident. */
const scopes: Record<string, readonly string[]> = {
  mint: ['label', 'grant', 'expiresAt', 'config'],
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
  const { fields } = catalogue.operations.mint;
  const minted = catalogue.capabilities.fields;
  if (minted.some((name) => !(name in fields)) || Object.keys(fields).length !== minted.length) {
    complain(['operations', 'mint', 'fields'], `are not those of capabilities.fields: ${minted.join(', ')}`);
  }
  if (catalogue.capabilities.disable !== (catalogue.operations.disable !== undefined)) {
    complain(['capabilities', 'disable'], 'does not agree with operations.disable');
  }
  const labelled = catalogue.capabilities.label !== 'none';
  if (labelled !== (catalogue.item.label !== undefined))
    complain(['item', 'label'], 'does not agree with capabilities.label');
  if (catalogue.identity === 'value' && !labelled)
    complain(['identity'], 'a value as id needs labels to find it again');
}

function safeExpressions(template: unknown): ReturnType<typeof expressionsIn> {
  try {
    return expressionsIn(template);
  } catch {
    return []; // complained of where it stands
  }
}
