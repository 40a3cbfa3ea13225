import { Command } from 'commander';
import type { KeyPlanAnswer } from '../../api/answers/key-plan-answer';
import { routes } from '../../api/routes';
import type { Perform } from '../cli-context';
import { exitCode } from '../exit-code';
import { keysNotInFile } from '../keys-file/keys-not-in-file';
import { loadKeysFile } from '../keys-file/load-keys-file';
import { isFailed, sendKeys } from '../keys-file/send-keys';
import { planText } from '../output/plan-text';

/** `rekey plan FILE`: what `apply` would do, in the ledger and at the issuers. */
export function planCommand(perform: Perform): Command {
  return new Command('plan')
    .description('Say what applying a keys file would do, here and at the issuers.')
    .argument('<file>', 'keys file')
    .option('--exit-code', 'exit 4 when something would change')
    .option('--prune', 'also plan the release of keys that are not in the file')
    .action((path: string, options: { exitCode?: boolean; prune?: boolean }) =>
      perform(async (cli) => {
        const file = await loadKeysFile(cli.world, path);
        const { results, exit } = await sendKeys(cli, file, 'planned', ({ keyId, declaration }) =>
          cli.api.call(routes.planKey, { key: keyId, body: declaration }),
        );
        const released = options.prune ? (await keysNotInFile(cli, file)).map(({ keyId }) => releaseOf(keyId)) : [];
        const keys = [...results, ...released];
        const changes = keys.filter((key) => !isFailed(key) && key.change !== 'none').length;
        const failed = keys.filter(isFailed).length;
        cli.output.result({ keys, changes, failed }, (paint) => {
          const total = `${changes} of ${keys.length} keys would change${failed > 0 ? `; ${failed} refused` : ''}`;
          return [planText(keys, paint), paint.bold(total)].filter((text) => text !== '').join('\n\n');
        });
        if (exit !== exitCode.done) return exit;
        return options.exitCode && changes > 0 ? exitCode.wouldChange : exitCode.done;
      }),
    );
}

function releaseOf(keyId: KeyPlanAnswer['keyId']): KeyPlanAnswer {
  return {
    keyId,
    change: 'release',
    fields: [],
    atIssuer: ['nothing is revoked; Rekey rotates it no more'],
    warnings: [],
  };
}
