import { plainFamily } from '../../simulation/histories/crash-cases';
import type { ChooseFault } from '../../simulation/trouble/faults';
import { runQuietly } from '../../simulation/histories/history';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../../simulation/surroundings/truth';

/** An issuer that shows nobody what a credential may do. */
const silent: IssuerFamily = {
  ...plainFamily,
  capabilities: { ...plainFamily.capabilities, grants: { readableBy: 'none' } },
};

/** Ends the first rotation at its next transaction after this call. */
function endedAfter(call: string): ChooseFault {
  let seen = false;
  let struck = false;
  return ({ process, name }) => {
    if (struck || !process.startsWith('rotate#')) return undefined;
    if (seen && name === 'ledger.record') {
      struck = true;
      return 'crash before';
    }
    seen ||= name === call;
    return undefined;
  };
}

/** What the current value may do, once another grant was declared after the first issue ended there. */
async function grantAfter(call: string, family: IssuerFamily): Promise<unknown> {
  const simulation = new Simulation(1, { keys: 1, family, chooseFault: endedAfter(call) });
  await simulation.open();
  const [key] = simulation.keys;
  const [manifest] = key?.manifests ?? [];
  if (key === undefined || manifest === undefined) throw new Error('no key');
  apply(simulation, key);
  await runQuietly(simulation, 10);
  key.manifests.push({ ...manifest, grant: [{ allow: { level: 2 }, because: 'writes' }] });
  apply(simulation, key);

  await runQuietly(simulation, 900);

  const secret = secretOf(simulation, key);
  return credentialOf(simulation, key, (secret && currentVersionIn(secret)) ?? '')?.grant;
}

describe('a grant that is declared while a value is on its way', () => {
  it.each([
    ['was minted', 'issuer.mint', plainFamily],
    ['was stored', 'secrets.putPending', plainFamily],
    ['was made current', 'secrets.promote', plainFamily],
    ['was stored, at an issuer that shows no grants', 'secrets.putPending', silent],
    ['was made current, at an issuer that shows no grants', 'secrets.promote', silent],
  ])('is what consumers get in the end, when that value %s before', async (_, call, family) => {
    expect(await grantAfter(call, family)).toEqual({ allow: [{ level: 2 }] });
  });
});

describe('a grant that is declared, and not minted yet when something else is declared', () => {
  it('is what consumers get all the same, at once', async () => {
    let held = false;
    // The message is lost, and what the sweep sends in its place comes to nothing for now.
    const chooseFault: ChooseFault = ({ process, name }) => {
      if (held && process.startsWith('rotate#') && name === 'ledger.record') return 'crash before';
      return held && process.startsWith('operate#') && name === 'queues.send' ? 'crash before' : undefined;
    };
    const simulation = new Simulation(1, { keys: 1, family: plainFamily, chooseFault });
    await simulation.open();
    const [key] = simulation.keys;
    const [manifest] = key?.manifests ?? [];
    if (key === undefined || manifest === undefined) throw new Error('no key');
    apply(simulation, key);
    await runQuietly(simulation, 60);
    held = true;
    const declared = { ...manifest, grant: [{ allow: { level: 2 }, because: 'writes' }] };
    for (const next of [declared, { ...declared, purpose: 'something else' }]) {
      key.manifests.push(next);
      apply(simulation, key);
      await runQuietly(simulation, 60);
    }
    held = false;

    await runQuietly(simulation, 900);

    const secret = secretOf(simulation, key);
    const current = credentialOf(simulation, key, (secret && currentVersionIn(secret)) ?? '');
    expect(current?.grant).toEqual({ allow: [{ level: 2 }] });
    // Once: what was owed is done with it.
    expect(simulation.issuers[0]?.credentials).toHaveLength(2);
  });
});
