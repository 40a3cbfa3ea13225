import type { Version } from '../../model/ledger/version';
import type { Paint } from './paint';

/** Versions of a key, oldest first; the placeholder that came before the first value is left out. */
export function versionTable(versions: readonly Version[], paint: Paint): string {
  return paint.table(
    ['VERSION', 'STATE', 'CAUSE', 'ISSUED', 'CURRENT', 'REVOKED', 'DEAD'],
    versions
      .filter((version) => !version.placeholder)
      .map((version) => [
        version.versionId,
        version.state,
        version.cause,
        version.issuedAt,
        version.currentAt ?? '-',
        version.revokedAt ?? (version.retireAt === undefined ? '-' : `due ${version.retireAt}`),
        version.deadAt ?? '-',
      ]),
    'none yet',
  );
}
