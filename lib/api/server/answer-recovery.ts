import type { z } from 'zod';
import { requestRecovery } from '../../engine/recovery/request-recovery';
import { isRestored } from '../../engine/restored-ledger/is-restored';
import { eachBounded } from '../../model/each-bounded';
import type { RecoveryAnswer } from '../answers/recovery-answer';
import type { recoverRequestSchema } from '../recover-request';
import type { OperatorCall } from './operator-request';

/** Reads of keys under way at once. */
const width = 16;

/** Answers `POST /v1/recover`. @throws RekeyError `conflict` when there is nothing to recover */
export function answerRecover({ world, actor, body }: OperatorCall<z.output<typeof recoverRequestSchema>>) {
  return requestRecovery(world, { actor, adopt: body.adopt ?? false });
}

/** Answers `GET /v1/recovery`: one read an issuer, and one a key of the page. */
export async function answerRecovery({ world, query }: OperatorCall): Promise<RecoveryAnswer> {
  const { ledger, issuers } = world;
  const [restored, page, ...noted] = await Promise.all([
    isRestored(world),
    ledger.keys(query['next']),
    ...[...issuers.keys()].map((name) => ledger.issuerRecovery(name as Parameters<typeof ledger.issuerRecovery>[0])),
  ]);
  const runs = noted.flatMap((run) => run ?? []);
  const governed = page.items.filter(({ status }) => status === 'active');
  const found = await eachBounded(governed, width, ({ keyId }) => ledger.keyRecovery(keyId));
  const ofRuns = new Set(runs.map(({ recoveryId }) => recoveryId));
  return {
    restored,
    issuers: runs,
    keys: found.flatMap((one) => (one !== undefined && ofRuns.has(one.recoveryId) ? [one] : [])),
    unreachable: governed.flatMap(({ keyId, manifest: { issuer } }) =>
      issuers.has(issuer) ? [] : [{ keyId, issuer }],
    ),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}
