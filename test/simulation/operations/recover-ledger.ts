import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { requestRecovery } from '../../../lib/engine/recovery/request-recovery';
import { apply } from './operations';
import { command, operator } from './command';
import { endForgotten } from './end-forgotten';
import { mendAdoption } from './mend-adoption';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { currentVersionIn } from '../surroundings/truth';

/** Seconds after which an operator asks for it again, as long as something is in its way. */
const patienceSeconds = 900;
/** Seconds for which somebody looks after what could not be taken over. */
const mendsSeconds = 4 * 3600;

/** An operator declares anew what there is, has the restored ledger compared with the world, and then has what is found taken in, until that is done. */
export function recoverLedger(simulation: Simulation, random: Random): void {
  const { scheduler, watch, keys, ledger } = simulation;
  watch.recovers = true;
  const firstMs = scheduler.nowMs + random.whole(30, random.pick([120, 5400])) * 1000;
  scheduler.at(firstMs, () => {
    for (const key of keys) {
      if (!key.released) apply(simulation, key);
      else if (ledger.table.row('head', key.keyId, '') !== undefined)
        command(
          simulation,
          `release ${key.keyId} again`,
          (world) => releaseKey(world, { keyId: key.keyId, actor: operator }),
          () => undefined,
        );
    }
  });
  let asked = 0;
  const ask = () => {
    if (!watch.forgetful) return mend();
    asked += 1;
    // What could not be declared when somebody tried is declared now.
    const missing = keys.filter(
      ({ released, keyId }) => !released && ledger.table.row('head', keyId, '') === undefined,
    );
    for (const key of missing) apply(simulation, key);
    for (const key of keys) putBack(simulation, key);
    const adopt = missing.length === 0 && (asked > 1 || random.chance(0.6));
    command(
      simulation,
      `recover ${asked}`,
      (world) => requestRecovery(world, { actor: operator, adopt }),
      () => undefined,
    );
    scheduler.after(patienceSeconds * 1000, ask);
  };
  const mend = () => {
    for (const key of keys) {
      if (key.released) continue;
      mendAdoption(simulation, key, random);
      endForgotten(simulation, key);
    }
    if (scheduler.nowMs < (watch.recoveredMs ?? 0) + mendsSeconds * 1000) scheduler.after(1800_000, mend);
  };
  scheduler.at(firstMs + random.whole(0, 300) * 1000, ask);
}

/** What the recovery asks for: a secret of which no version is current. */
function putBack({ manager }: Simulation, key: KeySpec): void {
  const secret = manager.secrets.get(key.manifests[0]?.secret.name ?? '');
  if (secret === undefined || secret.deleted || key.lostLabel === undefined || currentVersionIn(secret)) return;
  manager.updateSecretVersionStage({ secretId: secret.name, label: 'AWSCURRENT', moveTo: key.lostLabel });
}
