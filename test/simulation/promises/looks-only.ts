import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';

/** Work that looks, and is to change nothing, neither at an issuer nor in a secret. */
const looks: ReadonlySet<string> = new Set(['discover', 'sum', 'recover', 'match', 'remind', 'sweep', 'publish']);

/** Calls that change something there. */
const changes = /^(issuer\.(mint|revoke|disable|enable)|secrets\.(create|putPending|promote|tag))$/;

/** What only looks disturbs nothing. */
export function checkLooks({ watch }: Simulation, process: SimulatedProcess, call: string): void {
  if (looks.has(process.kind) && changes.test(call))
    watch.break('what looks changes nothing', `${process.name} calls ${call}`);
}
