import { Command } from 'commander';
import type { AppliedAnswer } from '../../api/answers/key-plan-answer';
import { routes } from '../../api/routes';
import type { CliContext, Perform } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';
import type { KeysFile } from '../keys-file/keys-file';
import { keysNotInFile } from '../keys-file/keys-not-in-file';
import { loadKeysFile } from '../keys-file/load-keys-file';
import { isFailed, sendKeys } from '../keys-file/send-keys';
import { planText } from '../output/plan-text';

/** `rekey apply FILE`: registers and changes keys as declared; run again, it goes on where it stopped. */
export function applyCommand(perform: Perform): Command {
  return new Command('apply')
    .description('Register and change keys as a keys file declares them; repeating it changes nothing.')
    .argument('<file>', 'keys file')
    .option('--prune', 'release keys that are not in the file; nothing is revoked by that')
    .action((path: string, options: { prune?: boolean }) =>
      perform(async (cli) => {
        const file = await loadKeysFile(cli.world, path);
        // Asked before anything is sent: a refused question leaves everything as it was.
        const toRelease = options.prune ? await confirmedReleases(cli, file) : [];
        const sent = await sendKeys(cli, file, 'applied', ({ keyId, declaration }) =>
          cli.api.call(routes.applyKey, { key: keyId, body: declaration }),
        );
        const releases: KeysFile = { keys: toRelease.map((keyId) => ({ keyId, declaration: {} })), place: file.place };
        const released = await sendKeys(cli, releases, 'released', ({ keyId }) =>
          cli.api.call(routes.releaseKey, { key: keyId, body: {} }),
        );
        const keys = [...sent.results, ...released.results];
        const done = keys.filter((key): key is AppliedAnswer => !isFailed(key));
        const applied = done.filter((key) => key.applied).length;
        const failed = keys.length - done.length;
        cli.output.result({ keys, applied, unchanged: done.length - applied, failed }, (paint) => {
          const total = `${applied} applied, ${done.length - applied} as they were, ${failed} failed`;
          return [planText(keys, paint), failed > 0 ? paint.bad(total) : paint.good(total)].join('\n\n');
        });
        if (sent.exit === exitCode.ours || released.exit === exitCode.ours) return exitCode.ours;
        return sent.exit === exitCode.done ? released.exit : sent.exit;
      }),
    );
}

async function confirmedReleases(cli: CliContext, file: KeysFile) {
  // An empty file would let go of every key there is; nobody means that.
  if (file.keys.length === 0) throw new CliError('usage', '--prune with a file without keys would release all of them');
  const keys = (await keysNotInFile(cli, file)).map((key) => key.keyId);
  if (keys.length === 0) return keys;
  for (const keyId of keys) cli.output.note(`- ${keyId} is not in the file`);
  await cli.confirm(`Release ${keys.length === 1 ? 'this key' : `these ${keys.length} keys`}? Nothing is revoked.`);
  return keys;
}
