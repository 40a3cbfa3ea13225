import { nextAttempt } from '../../../lib/engine/rotation/give-up-attempt';
import { settledSeconds } from '../../../lib/engine/rotation/minted-by';
import type { WorkerWorld } from '../../../lib/engine/world';
import type { InstallationId, KeyId } from '../../../lib/model/ids';
import { plusSeconds, secondsBetween } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Capabilities } from '../../../lib/ports';
import { noon, registration, sampleRotation, versionIdOf } from '../../contract/samples';
import { plainFamily } from '../../simulation/histories/crash-cases';

const activationSeconds = 40;
const claimUntil = plusSeconds(noon, 90);
const idsBefore = ['a', 'b'];
const rotation = { ...sampleRotation(versionIdOf('parent')), stored: true, claimUntil, idsBefore };
const head: KeyHead = { ...registration('ci/publish' as KeyId).head, rotation };

function givenUpAt(label: Capabilities['label']): ReturnType<typeof nextAttempt> {
  const world = {
    clock: { now: () => noon, sleep: async () => undefined },
    installation: { installationId: '0123456789ab' as InstallationId },
    issuer: { capabilities: { ...plainFamily.capabilities, activationSeconds, label } },
  };
  return nextAttempt(world as unknown as WorkerWorld, { head, rotation });
}

describe('an attempt that is given up', () => {
  it('is searched once its claim is over, its mint can no longer take effect, and every list shows it', () => {
    const { givenUp } = givenUpAt('searchable');

    expect(givenUp).toMatchObject({ versionId: rotation.versionId, label: rotation.label, begunAt: rotation.begunAt });
    expect(secondsBetween(claimUntil, givenUp.due.at)).toBe(180 + activationSeconds);
  });

  it('is searched later where there are no labels: once nothing else can be taken for it', () => {
    const { givenUp } = givenUpAt('none');

    expect(secondsBetween(claimUntil, givenUp.due.at)).toBe(180 + activationSeconds + settledSeconds);
  });

  it('is searched for what is new since it began', () => {
    expect(givenUpAt('none').givenUp).toMatchObject({ idsBefore, begunAt: rotation.begunAt });
  });

  it('is followed by one with names of its own, which has stored nothing yet', () => {
    const { rotation: next } = givenUpAt('searchable');

    expect(next).toMatchObject({ attempt: rotation.attempt + 1, stored: false, begunAt: noon });
    expect(next.versionId).not.toBe(rotation.versionId);
    expect(next.label).not.toBe(rotation.label);
  });
});
