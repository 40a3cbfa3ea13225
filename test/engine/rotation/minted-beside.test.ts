import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { operator } from '../../simulation/operations/command';
import { apply } from '../../simulation/operations/operations';
import type { Credential } from '../../simulation/surroundings/credential';
import { startProcess } from '../../simulation/surroundings/functions';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import type { SimulatedIssuer } from '../../simulation/surroundings/simulated-issuer';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { ChooseFault } from '../../simulation/trouble/faults';

/** What becomes of a credential that somebody mints. */
interface Story {
  /** The list whose answer comes late, and the seconds from when the issuer is asked for it until somebody mints. */
  list: number;
  afterSeconds: number;
  /** Lists after which a mint succeeds. */
  mintsAfter: number;
  /** Seconds for which the attempt before is not begun again, to be too old for what is minted by then. */
  restSeconds: number;
}

/** Rotates a key at an issuer without labels, where somebody mints meanwhile: what he minted, and how often the issuer was asked what there is. */
async function mintedBeside({ list, afterSeconds, mintsAfter, restSeconds }: Story) {
  let lists = -1;
  let oldFromMs = 0;
  let byHand: Credential | undefined;
  const chooseFault: ChooseFault = ({ process, name }) => {
    if (!process.startsWith('rotate#') || lists < 0) return undefined;
    if (name === 'issuer.mint' && lists <= mintsAfter) return 'crash before';
    if (name === 'secrets.read' && simulation.scheduler.nowMs < oldFromMs) return 'crash before';
    if (name !== 'issuer.find') return undefined;
    lists += 1;
    if (lists !== list) return undefined;
    simulation.scheduler.after(afterSeconds * 1000, () => {
      byHand = issuer.mintByHand({ allow: [] });
    });
    return 'late answer';
  };
  const family = { ...plainFamily, capabilities: { ...plainFamily.capabilities, label: 'none' } } as const;
  const simulation = new Simulation(1, { keys: 1, family, chooseFault });
  const issuer = simulation.issuers[0] as SimulatedIssuer;
  await simulation.open();
  const key = simulation.keys[0] as KeySpec;
  key.manifests = key.manifests.map((one) => ({ ...one, maxAgeSeconds: 86_400 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);

  lists = 0;
  oldFromMs = simulation.scheduler.nowMs + restSeconds * 1000;
  startProcess(simulation, { kind: 'operate' }, (world) =>
    requestRotation(world, { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId }),
  );
  await runQuietly(simulation, 7200);
  return { lists, byHand };
}

describe('where nothing carries a label, what somebody mints before an attempt begins', () => {
  test.each([
    // The first list is of the attempt before, the second searches for what that left; the third is the list that the next attempt remembers.
    [
      'the list of what is there came long before',
      { list: 3, afterSeconds: 1, mintsAfter: Infinity, restSeconds: 1500 },
    ],
    ['the very first list did', { list: 1, afterSeconds: 45, mintsAfter: 2, restSeconds: 0 }],
  ])('is left alone, though %s', async (_what, story) => {
    const { lists, byHand } = await mintedBeside(story);

    expect(lists).toBeGreaterThan(story.list);
    expect(byHand).toBeDefined();
    expect(byHand?.revokedMs).toBeUndefined();
  });
});
