import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The source of a function: TypeScript in the repository, JavaScript in the built package. */
export function functionEntry(name: string): string {
  const source = join(root, 'functions', `${name}.ts`);
  return existsSync(source) ? source : join(root, 'functions', `${name}.js`);
}

/** The nearest lock file above this package: the repository's own, or that of the project it is installed in. @throws Error when there is none */
export function lockFile(): string {
  for (let folder = root; ; folder = dirname(folder)) {
    const found = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']
      .map((name) => join(folder, name))
      .find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) throw new Error(`no lock file in ${root} or above it: run "npm install" first`);
  }
}
