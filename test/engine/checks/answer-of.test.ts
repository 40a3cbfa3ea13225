import { answerOf } from '../../../lib/engine/checks/answer-of';
import { SecretValue } from '../../../lib/model/secret-value';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { Simulation } from '../../simulation/surroundings/simulation';

/** Every call takes effect after so many milliseconds, and is answered as much later. */
const latencyMs = 100;

/** What is said of a living value at an issuer that refuses everybody for so many milliseconds from now on. */
async function askedWhileRefused(forMs: number, adminAccepted = true): Promise<string | undefined> {
  const simulation = new Simulation(1, { keys: 1, family: plainFamily, latencyMs });
  const [issuer] = simulation.issuers;
  const { scheduler } = simulation;
  await simulation.open();
  const token = new SecretValue(issuer?.mintByHand({ allow: [] }).value ?? '');
  await scheduler.run(scheduler.nowMs + 60_000);
  if (issuer !== undefined) issuer.outage = { untilMs: scheduler.nowMs + forMs, kind: 'refuses all' };
  let said: string | undefined;
  startProcess(simulation, { kind: 'check', ...(issuer && { issuer }) }, async (world) => {
    said = (await answerOf(world, { token }, adminAccepted)).value;
  });
  await new Promise(setImmediate);
  await scheduler.run(scheduler.nowMs + 30_000);
  return said;
}

describe('answerOf', () => {
  it('takes one refusal for a moment: it asks again', async () => {
    expect(await askedWhileRefused(1.5 * latencyMs)).toBe('alive');
  });

  it('says nothing of a value while its issuer refuses its administrator as well', async () => {
    expect(await askedWhileRefused(20_000)).toBe('unclear');
  });

  it('says nothing of a value that is refused where the administrator was refused before', async () => {
    expect(await askedWhileRefused(1.5 * latencyMs, false)).toBe('unclear');
  });
});
