import { modeOf } from '../../../lib/model/manifest/mode-of';
import type { Simulation } from '../surroundings/simulation';
import { currentVersionIn, secretOf } from '../surroundings/truth';

/** A ledger that was recovered is as good as any: once its life has passed, every key that Rekey acts on was rotated again. */
export async function checkGoesOn(simulation: Simulation): Promise<void> {
  const { scheduler, watch } = simulation;
  const governed = simulation.keys.filter(({ released, manifests }) => {
    const manifest = manifests.at(-1);
    // Where the policy only alerts, one that was rolled back stays for a day.
    return !released && manifest?.expiry === 'revoke' && modeOf(manifest) === 'enforce';
  });
  const holderOf = (key: (typeof governed)[number]) => {
    const secret = secretOf(simulation, key);
    return secret && currentVersionIn(secret);
  };
  const before = governed.map(holderOf);
  const longest = Math.max(...simulation.keys.flatMap(({ manifests }) => manifests.map((one) => one.maxAgeSeconds)));
  // A full issuer has keys wait for each other.
  await scheduler.run(scheduler.nowMs + longest * 1500);
  for (const [index, key] of governed.entries()) {
    if (holderOf(key) === before[index])
      watch.break('a recovered ledger goes on', `${key.keyId} was not rotated again within one and a half lives`);
  }
}
