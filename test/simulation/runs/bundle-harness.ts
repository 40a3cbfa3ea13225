import { mkdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { build } from 'esbuild';

const simulation = join(__dirname, '..');
const root = join(simulation, '..', '..');

/** Where bundles and mutated copies stand: inside `node_modules`, so that packages resolve. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'rekey-simulation');

/** Bundles the harness with a given `lib`, the project's own or a mutated copy, and returns the bundle's path. */
export async function bundleHarness(name: string, lib = join(root, 'lib')): Promise<string> {
  const outfile = join(cacheFolder, `${name}.js`);
  mkdirSync(cacheFolder, { recursive: true });
  await build({
    entryPoints: [join(__dirname, 'harness.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [
      {
        name: 'other-lib',
        setup(plugin) {
          plugin.onResolve({ filter: /^\.\.\/(\.\.\/)*lib\// }, ({ path, importer }) => {
            if (!importer.startsWith(join(simulation, sep))) return undefined;
            const inside = path.slice(path.indexOf('lib/') + 'lib/'.length);
            return { path: require.resolve(join(lib, inside), { paths: [lib] }) };
          });
        },
      },
    ],
  });
  return outfile;
}
