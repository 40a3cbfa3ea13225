import { backtest } from '../../model/adoption/backtest';
import { RekeyError } from '../../model/rekey-error';
import type { BacktestAnswer } from '../answers/backtest-answer';
import { existingKey } from './existing-key';
import type { OperatorCall } from './operator-request';

/** Days that are replayed when nobody says how many. */
const usualDays = '90';

/** Answers `GET /v1/backtest/{key+}` from the ledger alone. @throws RekeyError `not_found`; `misconfigured` when the key's issuer is not deployed */
export async function answerBacktest({ world, keyId: named, query }: OperatorCall): Promise<BacktestAnswer> {
  const keyId = named();
  const { manifest, adopted } = await existingKey(world.ledger, keyId);
  const profile = world.issuers.get(manifest.issuer);
  if (profile === undefined) throw new RekeyError('misconfigured', `issuer ${manifest.issuer} is not deployed`);
  const versions = await world.ledger.versions(keyId);
  const days = Number(query['days'] ?? usualDays);
  const limits = profile.capabilities;
  return {
    keyId,
    ...backtest({ keyId, manifest, versions, limits, slots: adopted?.slots, now: world.clock.now(), days }),
  };
}
