import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const oxlint = join(root, 'node_modules/.bin/oxlint');

/** Lints one planted file under the project's own rules, in a folder of its own, and gives what was found. */
function lint(path: string, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-arrows-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), source);
    const { stdout, status } = spawnSync(oxlint, ['--format=unix', path], { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const importing = (specifier: string) => `import { thing } from '${specifier}';\nexport const used = thing;\n`;

describe('the import arrows', () => {
  it.each([
    ['lib/model/planted.ts', '../engine/rotate'],
    ['lib/model/planted.ts', '../ports'],
    ['lib/model/planted.ts', '@aws-sdk/client-kms'],
    ['lib/engine/planted.ts', '../aws/dynamo-ledger'],
    ['lib/engine/rotation/planted.ts', '../../memory'],
    ['lib/engine/planted.ts', '@aws-sdk/client-kms'],
    ['lib/aws/planted.ts', '../engine/rotate'],
    ['lib/memory/planted.ts', '../aws/dynamo-ledger'],
    ['lib/issuers/planted.ts', '../aws/secrets-manager-store'],
    ['lib/cli/planted.ts', '../engine/rotate'],
    ['lib/cli/planted.ts', '../aws/dynamo-ledger'],
    ['lib/cli/commands/planted.ts', '../../issuers'],
    ['lib/api/planted.ts', '../engine/rotate'],
    ['lib/infra/planted.ts', '../../functions/worker'],
    ['lib/infra/planted.ts', '../engine/rotate'],
    ['lib/infra/planted.ts', '../api/server/answer-key'],
    ['functions/planted.ts', '../lib/memory'],
    ['functions/planted.ts', '../lib/infra'],
  ])('%s may not import %s', (path, specifier) => {
    expect(lint(path, importing(specifier))).toContain('no-restricted-imports');
  });

  it.each([
    ['lib/engine/planted.ts', '../model/ids'],
    ['lib/engine/rotation/planted.ts', '../../ports'],
    ['lib/aws/planted.ts', '../model/ids'],
    ['lib/cli/planted.ts', '../api/routes'],
    ['lib/api/server/planted.ts', '../../engine/apply-key'],
    ['functions/planted.ts', '../lib/engine/sweep'],
    ['lib/infra/planted.ts', './local'],
    ['lib/infra/planted.ts', '../api/routes'],
  ])('%s may import %s', (path, specifier) => {
    expect(lint(path, importing(specifier))).toBe('');
  });
});

describe('the model and the engine', () => {
  it.each([
    ['a clock', 'export const now = Date.now();', 'no-restricted-properties'],
    ['a random source', 'export const dice = Math.random();', 'no-restricted-properties'],
    ['the environment', "export const home = process.env['HOME'];", 'no-restricted-globals'],
  ])('may not see %s', (_, source, rule) => {
    expect(lint('lib/engine/planted.ts', source)).toContain(rule);
    expect(lint('lib/model/planted.ts', source)).toContain(rule);
  });
});

describe('a plaintext', () => {
  const revealing = 'export const plain = (value: { reveal(): string }) => value.reveal();';

  it('may not be revealed where it has no business', () => {
    expect(lint('lib/engine/planted.ts', revealing)).toContain('no-restricted-properties');
    expect(lint('lib/api/planted.ts', revealing)).toContain('no-restricted-properties');
    expect(lint('functions/planted.ts', revealing)).toContain('no-restricted-properties');
  });

  it('may be revealed by an issuer', () => {
    expect(lint('lib/issuers/planted.ts', revealing)).toBe('');
  });
});
