import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installUnleash } from '../../lib/local/install-unleash';

describe('the installation of Unleash on demand', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rekey-install-'));
    for (const part of ['package.json', 'package-lock.json', 'database.mjs', 'server.mjs']) {
      await writeFile(path.join(folder, part), part);
    }
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Stands for npm: a script that gets npm's arguments and runs in the folder to fill. */
  async function install(npmScript: string): Promise<{ at: string; said: string[] }> {
    const script = path.join(folder, 'npm.cjs');
    await writeFile(script, npmScript);
    const said: string[] = [];
    const at = await installUnleash({
      source: folder,
      cache: path.join(folder, 'cache'),
      logFile: path.join(folder, 'npm.log'),
      progress: (message) => void said.push(message),
      npm: [process.execPath, script],
    });
    return { at, said };
  }

  const filling = "require('node:fs').writeFileSync('installed', process.argv.slice(2).join(' '));";

  it('fills a folder once, and finds it the next time', async () => {
    const first = await install(filling);
    expect(await readFile(path.join(first.at, 'installed'), 'utf8')).toMatch(/^ci --ignore-scripts/);
    expect(first.said).toHaveLength(1);
    expect(await install('process.exit(1)')).toEqual({ at: first.at, said: [] });
  });

  it('gives two that ask at once the same whole folder, and leaves nothing else behind', async () => {
    const [one, other] = await Promise.all([install(filling), install(filling)]);
    expect(other.at).toBe(one.at);
    expect(existsSync(path.join(one.at, 'installed'))).toBe(true);
    expect(await readdir(path.join(folder, 'cache'))).toEqual([path.basename(one.at)]);
  });

  it('names the log when npm fails, and tries again the next time', async () => {
    await expect(install("console.error('no network'); process.exit(1)")).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(path.join(folder, 'npm.log')) as string,
    });
    expect(await readFile(path.join(folder, 'npm.log'), 'utf8')).toContain('no network');
    expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
    expect((await install(filling)).said).toHaveLength(1);
  });

  it('takes another folder for another lock file', async () => {
    const before = await install(filling);
    await writeFile(path.join(folder, 'package-lock.json'), 'newer');
    expect((await install(filling)).at).not.toBe(before.at);
  });
});
