import type { RecoveryAnswer } from '../../api/answers/recovery-answer';
import type { KeyRecovery } from '../../model/recovery/recovery';
import type { Paint } from '../output/paint';

/** What a recovery found, as people read it. */
export function recoveryText({ keys, issuers, unreachable }: RecoveryAnswer, paint: Paint): string {
  const of = (state: KeyRecovery['state']) => keys.filter((key) => key.state === state);
  const lines = [
    `${keys.length} keys: ${of('intact').length} as the ledger says, ${of('differs').length} that differ, ${of('recovered').length} recovered, ${of('blocked').length} blocked.`,
    ...[...of('differs'), ...of('blocked'), ...of('recovered')].flatMap((key) => keyLines(key, paint)),
    ...unreachable.map(({ keyId, issuer }) =>
      paint.bad(`${keyId}: issuer ${issuer} is not deployed: deploy it, or release the key`),
    ),
    ...issuers.flatMap(({ issuer, strangers }) =>
      strangers.map(
        (label) => `${issuer} lists ${paint.plain(label)}, of a key that the ledger does not know: apply it`,
      ),
    ),
  ];
  return lines.join('\n');
}

function keyLines({ keyId, unknown, gone, strays, problem }: KeyRecovery, paint: Paint): string[] {
  const lines = [
    ...unknown.map(
      ({ versionId, as, labels, credential }) =>
        `  + ${versionId}  ${as === 'current' ? 'current' : 'retires after the whole overlap'}  ${labels.join(', ') || 'no label'}${credential === undefined ? '' : `  ${paint.plain(credential)}`}`,
    ),
    ...gone.map((versionId) => `  - ${versionId}  the issuer lists it no more`),
    ...strays.map((label) => `  ? ${paint.plain(label)}  in no secret: left to the reaper`),
    ...(problem === undefined ? [] : [paint.bad(`  ${problem}`)]),
  ];
  return lines.length === 0 ? [] : [paint.bold(keyId), ...lines];
}
