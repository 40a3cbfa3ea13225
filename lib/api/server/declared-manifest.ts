import type { Manifest } from '../../model/manifest/manifest';
import { parseManifest } from '../../model/manifest/manifest-input';
import { type Problem, RekeyError } from '../../model/rekey-error';
import type { OperatorSettings } from './operator-request';

/** The manifest that a body declares. @throws RekeyError `bad_input` with every problem */
export function declaredManifest(body: unknown, settings: OperatorSettings): Manifest {
  const parsed = parseManifest(body);
  if ('problems' in parsed) refuse(parsed.problems);
  if (settings.allowHttpWebhooks !== true) {
    const plain = parsed.manifest.notify.flatMap((hook, index) =>
      'slack' in hook || hook.webhook.startsWith('https://')
        ? []
        : [{ field: `notify[${index}].webhook`, message: 'is not https: messages travel encrypted, except locally' }],
    );
    if (plain.length > 0) refuse(plain);
  }
  return parsed.manifest;
}

function refuse(problems: Problem[]): never {
  throw new RekeyError('bad_input', 'the key is not declared as it has to be', { problems });
}
