import { decideIncident } from '../../../lib/engine/incidents/decide-incident';
import type { CommandId, KeyId, VersionId } from '../../../lib/model/ids';
import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import { instantOf } from '../../../lib/model/instant';
import { makeAdopted } from '../surroundings/adopted-key';
import { command, operator } from '../operations/command';
import type { CallFault, ChooseFault } from '../trouble/faults';
import { startMatch, startProcess } from '../surroundings/functions';
import { runQuietly, settle } from './history';
import type { IssuerFamily } from '../surroundings/issuer-family';
import { apply } from '../operations/operations';
import { leakOf } from '../operations/leak-of';
import { plantStray } from '../operations/plant-stray';
import { Simulation } from '../surroundings/simulation';
import { currentVersionIn, secretOf } from '../surroundings/truth';
import type { Broken } from '../surroundings/watch';

/** The stories whose every outgoing call is tried. */
export const stories = [
  'first issue',
  'rotation by hand, retired and proven dead',
  'roll-back, retired and proven dead',
  'roll-back while a rotation is in flight',
  'public leak',
  'private leak',
  'revocation by an operator',
  'adoption',
  'claim that is held and approved',
  'stray that the reaper ends',
] as const;
/** One that only an issuer with a quarantine has to tell. */
export const quarantineStory = 'roll-back out of quarantine';
export type Story = (typeof stories)[number] | typeof quarantineStory;

/** One outgoing call of one function, the n-th of its kind of work since the story began. */
export interface Call {
  process: string;
  index: number;
  name: string;
}

/** An issuer with an id and a label for everything, which switches off at once. */
export const plainFamily: IssuerFamily = {
  idIsValue: false,
  capabilities: {
    family: 'overlap',
    maxActive: null,
    label: 'searchable',
    disable: false,
    expiry: { settable: false },
    grants: { readableBy: 'admin' },
    fields: ['token'],
    activationSeconds: 5,
    revocationSeconds: 20,
  },
};

/** One that rolls in place, and accepts the old value for so long. */
export function rollingFamily(graceMaxSeconds: number): IssuerFamily {
  const { capabilities } = plainFamily;
  return {
    ...plainFamily,
    capabilities: { ...capabilities, family: 'roll', roll: { graceMaxSeconds }, maxActive: 1 },
  };
}

/** Plays a story with a fault at one call, lets the sweep carry on, and says what broke and which calls were made. */
export async function play(
  story: Story,
  family: IssuerFamily,
  fault?: { at: Call; kind: CallFault },
  traced = true,
): Promise<{ broken: Broken | undefined; calls: Call[]; lines: readonly string[] }> {
  const calls: Call[] = [];
  let telling = false;
  let struck = false;
  const chooseFault: ChooseFault = (call) => {
    // Processes are numbered alike in the undisturbed run and in this one, until the fault.
    if (!telling) return undefined;
    calls.push(call);
    const { process, index } = call;
    if (struck || fault?.at.process !== process || fault.at.index !== index) return undefined;
    struck = true;
    return fault.kind;
  };
  const simulation = new Simulation(1, { keys: 1, family, chooseFault, traced, reaper: 'act' });
  await simulation.open();
  const [key] = simulation.keys;
  if (key === undefined) throw new Error('a story needs a key');
  telling = story === 'first issue' || story === 'adoption';
  if (story === 'adoption') makeAdopted(simulation, key, simulation.random);
  apply(simulation, key);
  await runQuietly(simulation, 300);
  if (story.startsWith('roll-back')) {
    await begin(simulation, 'rotation by hand, retired and proven dead');
    await runQuietly(simulation, 60);
  }
  if (story === quarantineStory) {
    const isOff = () => simulation.ledger.table.of('version').some(({ body }) => body['disabledAt'] !== undefined);
    while (!isOff()) await runQuietly(simulation, 60);
    // Until nothing that switched it off can arrive any more.
    await runQuietly(simulation, 200);
  }
  telling = true;
  await begin(simulation, story);
  await settle(simulation);
  if (fault !== undefined && !struck) throw new Error(`${fault.at.process} never made its call ${fault.at.index}`);
  return { broken: simulation.watch.broken, calls, lines: simulation.lines };
}

async function begin(simulation: Simulation, story: Story): Promise<void> {
  const [key] = simulation.keys;
  const secret = key && secretOf(simulation, key);
  const versionId = secret && (currentVersionIn(secret) as VersionId | undefined);
  if (key === undefined || versionId === undefined) return;
  const { keyId } = key;
  switch (story) {
    case 'first issue':
    case 'adoption':
      return;
    case 'claim that is held and approved': {
      const claim = {
        ...(await leakOf(simulation, key, versionId, 'unknown')),
        possession: false,
        trust: 'low',
      } as const;
      startMatch(simulation, claim);
      await runQuietly(simulation, 90);
      const order = { keyId, versionId, what: 'approved', as: 'overlap', override: false, reason: 'a story' } as const;
      command(
        simulation,
        'approve',
        (world) => decideIncident(world, { ...order, actor: operator }),
        () => undefined,
      );
      return;
    }
    case 'stray that the reaper ends':
      plantStray(simulation, key, simulation.random);
      simulation.queue('rotations', key.issuer).post({ kind: 'reap', dueAt: instantOf(simulation.scheduler.nowMs) });
      return;
    case 'rotation by hand, retired and proven dead': {
      const commandId = 'manual:1' as CommandId;
      startProcess(simulation, { kind: 'operate' }, (world) =>
        requestRotation(world, { keyId, actor: operator, commandId }),
      );
      return;
    }
    case 'roll-back while a rotation is in flight':
      startProcess(simulation, { kind: 'operate' }, (world) =>
        requestRotation(world, { keyId, actor: operator, commandId: 'manual:2' as CommandId }),
      );
      await runQuietly(simulation, 1);
      rollBack(simulation, keyId);
      return;
    case 'roll-back, retired and proven dead':
    case 'roll-back out of quarantine':
      rollBack(simulation, keyId);
      return;
    case 'public leak':
      startMatch(simulation, await leakOf(simulation, key, versionId, 'public'));
      return;
    case 'private leak':
      startMatch(simulation, await leakOf(simulation, key, versionId, 'private'));
      return;
    case 'revocation by an operator': {
      const commandId = 'revoke:1' as CommandId;
      const value = simulation.watch;
      value.killsBegun.set(simulation.issuers[0]?.credentials.at(-1)?.value ?? '', simulation.scheduler.nowMs);
      const order = { keyId, versionId, reason: 'a story', actor: operator, commandId };
      startProcess(simulation, { kind: 'operate' }, (world) => requestRevocation(world, order));
      return;
    }
  }
}

function rollBack(simulation: Simulation, keyId: KeyId): void {
  simulation.watch.rollBacks.set(keyId, 1);
  const order = { keyId, reason: 'a story', actor: operator, commandId: 'roll-back:1' as CommandId };
  startProcess(simulation, { kind: 'operate' }, (world) => requestRollBack(world, order));
}
