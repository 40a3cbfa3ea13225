import { answerRegistration, type RegistrationAnswer } from '../../lib/api/server/answer-registration';
import { amend } from '../../lib/engine/amend';
import { type Actor, keyIdSchema, type VersionId } from '../../lib/model/ids';
import { plusSeconds } from '../../lib/model/instant';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import type { Registration } from '../../lib/model/registration/registration';
import { declaration, operatorInstallation, type OperatorInstallation } from './operator-installation';

const account = '123456789012';
const region = 'eu-west-1';

/** Id of a stack of the installation's account and region. */
export const stackId = (name: string) => `arn:aws:cloudformation:${region}:${account}:stack/${name}/1`;
export const team = stackId('team');
export const flags = keyIdSchema.parse('shop/flags');
export const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:shop/checkout-flags-a1b2c3`;

/** An installation that stacks ask for keys, and what a worker makes of them. */
export interface StackWishes extends OperatorInstallation {
  /** The stack `team` declares `shop/flags` now, with changes to the request and to the manifest. */
  wish(changes?: Partial<Registration>, manifest?: Record<string, unknown>): Registration;
  answer(registration: Registration): Promise<RegistrationAnswer>;
  head(keyId?: KeyHead['keyId']): Promise<KeyHead>;
  /** New fields of a head, as a worker records them. */
  becomes(fields: Partial<KeyHead>): Promise<void>;
  /** A fresh value becomes current. */
  issue(keyId?: KeyHead['keyId']): Promise<void>;
  /** `team` declared `shop/flags` a minute ago, and it is issued. */
  declared(): Promise<void>;
}

export async function stackWishes(): Promise<StackWishes> {
  const at = await operatorInstallation();
  const wish: StackWishes['wish'] = (changes = {}, manifest = {}) => ({
    wish: 'declare',
    key: flags,
    manifest: JSON.stringify(declaration(manifest)),
    stackId: team,
    resource: 'Flags',
    acceptedAt: at.clock.now(),
    until: plusSeconds(at.clock.now(), 600),
    applied: false,
    ...changes,
  });
  const answer: StackWishes['answer'] = (asked) => answerRegistration(at.world, asked, { account, region });
  const entry = { type: 'version-promoted' as const, actor: 'rekey:worker' as Actor };
  const issue: StackWishes['issue'] = async (keyId = flags) => {
    const issuedAt = at.clock.now();
    const versionId = '1'.repeat(36) as VersionId;
    const state = { state: 'current', cause: 'created', placeholder: false, refusals: 0, overdueTold: false } as const;
    await amend<never>(at.world, keyId, () => ({
      entry,
      head: { secretArn, rotateAt: plusSeconds(issuedAt, 86_400), currentVersionId: versionId, rotation: undefined },
      versions: [{ keyId, versionId, issuedAt, ...state }],
    }));
  };
  return {
    ...at,
    wish,
    answer,
    issue,
    head: async (keyId = flags) => (await at.ledger.key(keyId)) as KeyHead,
    becomes: async (head) => void (await amend<never>(at.world, flags, () => ({ entry, head }))),
    declared: async () => {
      await answer(wish());
      await issue();
      await at.clock.advance(60);
    },
  };
}

/** Why a stack was refused. */
export function reason(of: RegistrationAnswer): string {
  return of.kind === 'failed' ? of.reason : `not failed: ${of.kind}`;
}
