import { planKey } from '../../../lib/engine/declaration/plan-key';
import type { Actor } from '../../../lib/model/ids';
import type { KeyPlan } from '../../../lib/model/manifest/key-plan';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import type { RekeyError } from '../../../lib/model/rekey-error';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import { adoptOf, type HandMade, handMade } from '../hand-made';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let made: HandMade;

beforeEach(async () => {
  made = await handMade();
});

/** What the plan says, or why it is refused, field by field. */
async function plan(fields: Partial<Manifest>): Promise<KeyPlan | string[]> {
  const manifest = { ...(made.key.manifests.at(-1) as Manifest), ...fields };
  let answer: KeyPlan | string[] = [];
  startProcess(made.simulation, { kind: 'operate' }, async (world) => {
    try {
      answer = await planKey(world, { keyId: made.key.keyId, manifest, actor });
    } catch (error) {
      answer = (error as RekeyError).problems.map(({ field, message }) => `${field}: ${message}`);
    }
  });
  await runQuietly(made.simulation, 30);
  return answer;
}

describe('a plan', () => {
  it('of an adoption says that nothing is minted, and no date that it cannot know', async () => {
    const planned = await plan({ adopt: adoptOf(made) });
    expect(planned).toMatchObject({ mode: 'observe', atIssuer: [expect.stringContaining('takes over')] });
    expect(planned).not.toHaveProperty('rotateAt');
  });

  it.each<[string, Partial<Manifest>, RegExp]>([
    ['a secret that exists and is not adopted', {}, /^secret.name: hand\/made exists and is not ours: adopt/],
    [
      'a secret that does not exist',
      { adopt: 'current', secret: { name: 'no', format: 'text' } },
      /^adopt: .* not exist/,
    ],
    [
      'observing what was not issued',
      { mode: 'observe', secret: { name: 'no', format: 'text' } },
      /^mode: there is nothing/,
    ],
  ])('refuses %s', async (_, fields, reason) => {
    expect(await plan(fields)).toEqual([expect.stringMatching(reason)]);
  });

  it('refuses a secret that is scheduled for deletion', async () => {
    made.simulation.manager.deleteSecret('hand/made');
    expect(await plan({ adopt: 'current' })).toEqual([expect.stringContaining('scheduled for deletion')]);
  });

  describe('of an adopted key', () => {
    beforeEach(() => made.declare({ adopt: 'current' }));

    it('says when the first rotation comes once it is enforced', async () => {
      const planned = await plan({ mode: 'enforce' });
      expect(planned).toMatchObject({ mode: 'enforce', atIssuer: [expect.stringContaining('from now on replaces')] });
      expect(planned).toHaveProperty('rotateAt');
    });

    it('warns of rights that the first rotation would change', async () => {
      expect(await plan({ grant: [{ allow: { level: 2 }, because: 'writes' }] })).toMatchObject({
        atIssuer: [],
        warnings: [expect.stringContaining('the first rotation mints')],
      });
    });

    it.each<[string, Partial<Manifest>, RegExp]>([
      ['another credential', { adopt: { issuerKeyId: 'x' } }, /^adopt: is current and cannot change: .* release it/],
      ['neither adoption nor mode', { adopt: undefined }, /^mode: is missing/],
    ])('refuses %s', async (_, fields, reason) => {
      expect(await plan(fields)).toEqual([expect.stringMatching(reason)]);
    });

    it('needs the adoption no more once the mode is said', async () => {
      expect(await plan({ adopt: undefined, mode: 'observe' })).toMatchObject({ change: 'update' });
    });
  });

  it('of a key that Rekey issued refuses an adoption', async () => {
    const secret = { name: 'made/by-rekey', format: 'json' as const, field: 'token' };
    await made.declare({ secret }, 300);
    expect(await plan({ adopt: 'current' })).toEqual([expect.stringMatching(/^adopt: the key was issued by Rekey/)]);
    expect(await plan({ mode: 'observe' })).toMatchObject({ change: 'update', mode: 'observe' });
  });
});
