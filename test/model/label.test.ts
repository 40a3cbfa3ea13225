import fc from 'fast-check';
import type { CommandId, InstallationId, KeyId, VersionId } from '../../lib/model/ids';
import { versionIdSchema } from '../../lib/model/ids';
import { labelPrefix, nameAttempt } from '../../lib/model/label';

const installationId = '0123456789ab' as InstallationId;
const parent = '5f0c9a52-8a9f-4d55-9d3c-0d6c8f4f7b11' as VersionId;
const attempts = fc.record({
  keyId: fc.stringMatching(/^[a-z]{1,8}$/).map((id) => id as KeyId),
  commandId: fc.string({ minLength: 1 }).map((id) => id as CommandId),
  attempt: fc.integer({ min: 1, max: 50 }),
});

describe('the names of an attempt', () => {
  it('are the same for the same attempt, and others for any other', () => {
    fc.assert(
      fc.property(attempts, attempts, (one, other) => {
        const first = nameAttempt({ installationId, parent, ...one });
        const second = nameAttempt({ installationId, parent, ...other });
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(first.versionId === second.versionId).toBe(same);
        expect(first.label === second.label).toBe(same);
      }),
    );
  });

  it('fit AWS and begin with the prefix of the installation', () => {
    fc.assert(
      fc.property(attempts, (one) => {
        const { versionId, label } = nameAttempt({ installationId, parent, ...one });
        expect(versionIdSchema.safeParse(versionId).success).toBe(true);
        expect(label.startsWith(labelPrefix(installationId))).toBe(true);
      }),
    );
  });
});
