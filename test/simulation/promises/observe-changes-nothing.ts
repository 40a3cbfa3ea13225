import { besides, heldBy } from '../surroundings/adopted-key';
import type { KeySpec } from '../surroundings/key-spec';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { secretOf } from '../surroundings/truth';

/** Calls that change something at an issuer. */
const writes: ReadonlySet<string> = new Set([
  'issuer.mint',
  'issuer.roll',
  'issuer.revoke',
  'issuer.disable',
  'issuer.enable',
]);

/** An adopted key that is only observed: nothing is asked of its issuer that changes anything. */
export function checkOnlyLooks(simulation: Simulation, process: SimulatedProcess, call: string): void {
  if (!writes.has(call) || process.work === undefined || !('keyId' in process.work)) return;
  const { keyId } = process.work;
  if (simulation.keys.some((key) => key.keyId === keyId && key.observed !== undefined))
    simulation.watch.break('observe changes nothing', `${process.name} calls ${call}`);
}

/** Its secret is what it was, byte for byte and label for label. */
export function checkUntouched(simulation: Simulation, key: KeySpec): void {
  if (key.observed === undefined || heldBy(simulation, key) === key.observed) return;
  simulation.watch.break('observe changes nothing', `the secret of ${key.keyId} is not what it was`);
}

/** What an adopted secret held besides the credential is in each of its versions. */
export function checkOthersKept(simulation: Simulation): void {
  for (const key of simulation.keys) {
    const [manifest] = key.manifests;
    if (manifest?.adopt === undefined || manifest.secret.format === 'text' || key.foreignMs !== undefined) continue;
    for (const [id, { value }] of secretOf(simulation, key)?.versions ?? []) {
      if ((JSON.parse(value) as Partial<typeof besides>).note !== besides.note)
        simulation.watch.break('others keep what is theirs', `${key.keyId}: version ${id} lost a field`);
    }
  }
}
