import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import type { ChooseFault } from '../../simulation/trouble/faults';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

const overlapSeconds = 3600;

/** A key whose rotation is ended as it is about to move the label, and whose next attempt finds that the first one's move took effect late. */
class LateMove {
  readonly simulation: Simulation;
  #moves = 0;
  #old = '';
  #first = '';

  constructor() {
    this.simulation = new Simulation(1, { keys: 1, family: plainFamily, chooseFault: (call) => this.#fault(call) });
  }

  async rotate(): Promise<void> {
    const { simulation } = this;
    await simulation.open();
    const [key] = simulation.keys;
    if (key === undefined) throw new Error('no key');
    key.manifests = key.manifests.map((one) => ({ ...one, maxAgeSeconds: 86_400, overlapSeconds }));
    apply(simulation, key);
    await runQuietly(simulation, 120);
    const secret = secretOf(simulation, key);
    this.#old = (secret && currentVersionIn(secret)) ?? '';
    this.#moves = 1;
    startProcess(simulation, { kind: 'operate' }, (world) =>
      requestRotation(world, { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId }),
    );
    await runQuietly(simulation, 60);
    this.#first = [...(secret?.versions.keys() ?? [])].at(-1) ?? '';
    // Whoever takes it up finds other rights than were declared, and gives it up.
    const minted = this.credential(1);
    const { grant } = minted;
    minted.grant = { allow: [{ level: 9 }] };
    await runQuietly(simulation, 60);
    minted.grant = grant;
    await runQuietly(simulation, 540);
  }

  /** The n-th value that was minted. */
  credential(index: number) {
    const found = this.simulation.issuers[0]?.credentials[index];
    if (found === undefined) throw new Error(`there is no value ${index}`);
    return found;
  }

  #fault({ process, name }: Parameters<ChooseFault>[0]): ReturnType<ChooseFault> {
    if (!process.startsWith('rotate#') || this.#moves === 0) return undefined;
    // The transaction after the last move is lost, and whoever carries on sees only where the label is.
    if (name === 'ledger.record' && this.#moves === 4) {
      this.#moves = 5;
      return 'not reached';
    }
    if (name !== 'secrets.promote') return undefined;
    this.#moves += 1;
    if (this.#moves === 2) return 'crash before';
    if (this.#moves === 3) this.#moveLate();
    return undefined;
  }

  #moveLate(): void {
    const [secret] = this.simulation.manager.secrets.values();
    const move = { label: 'AWSCURRENT', moveTo: this.#first, removeFrom: this.#old } as const;
    if (secret !== undefined) this.simulation.manager.updateSecretVersionStage({ secretId: secret.name, ...move });
  }
}

describe('a value that was given up, and became current for a moment', () => {
  it('gives way, and lives as long as consumers may hold it', async () => {
    const late = new LateMove();

    await late.rotate();

    expect(late.simulation.issuers[0]?.credentials).toHaveLength(3);
    expect(late.simulation.coverage.counts.get('entry: version-promoted')).toBe(2);
    expect(late.credential(1).revokedMs).toBeUndefined();
    await runQuietly(late.simulation, overlapSeconds - 900);
    expect(late.credential(1).revokedMs).toBeUndefined();
    await runQuietly(late.simulation, 1200);
    expect(late.credential(1).revokedMs).toBeDefined();
  });
});
