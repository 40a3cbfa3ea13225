import type { Actor, KeyId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { KeyPlan } from '../../model/manifest/key-plan';
import type { Manifest } from '../../model/manifest/manifest';
import { decideRegistrar } from '../../model/registration/decide-registrar';
import { byFile, type Registrar } from '../../model/registration/registrar';
import { modeOf } from '../../model/manifest/mode-of';
import { nextSchedule } from '../../model/schedule/next-schedule';
import { RekeyError } from '../../model/rekey-error';
import { rotateAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';
import type { IssuerProfile } from '../../ports';
import { adoptionWarnings } from './adoption-warnings';
import { declarationProblems } from './declaration-problems';
import { consequences, fieldChanges, grantChanges, kindOfChange } from './describe-change';
import { rollWarnings } from './roll-warnings';
import type { DeclaringWorld } from '../world';

/** A key as somebody declares it. */
export interface Declaration {
  keyId: KeyId;
  manifest: Manifest;
  actor: Actor;
  /** @default a keys file */
  registrar?: Registrar;
}

/** What applying a declaration would do; nothing is changed. @throws RekeyError `refused`, with each problem by field */
export async function planKey(world: DeclaringWorld, declaration: Declaration): Promise<KeyPlan> {
  const head = await world.ledger.key(declaration.keyId);
  return (await planFor(world, declaration, head)).plan;
}

/** The plan, and whether it needs another value. @throws RekeyError `refused` */
export async function planFor(
  world: DeclaringWorld,
  { keyId, manifest, registrar = byFile }: Declaration,
  head: KeyHead | undefined,
): Promise<{ plan: KeyPlan; mints: boolean }> {
  const owned = decideRegistrar(head, registrar);
  if (owned.kind === 'refused') throw notTheirs(keyId, owned.reason);
  const problems = await declarationProblems(world, keyId, manifest, head);
  const profile = world.issuers.get(manifest.issuer);
  if (problems.length > 0 || profile === undefined) {
    throw new RekeyError('refused', `key ${keyId} cannot be applied`, { problems });
  }
  const fields = fieldChanges(head?.manifest, manifest);
  const change = kindOfChange(head, fields, owned.registrar);
  const mints = change !== 'none' && needsValue(profile, head, manifest);
  const versions = head === undefined ? [] : await world.ledger.versions(keyId);
  return {
    mints,
    plan: {
      keyId,
      change,
      fields: change === 'none' ? [] : fields,
      mode: modeOf(manifest),
      atIssuer: consequences(profile, { head, versions }, manifest, mints),
      ...whenNext(world, profile, { head, versions, mints }, { keyId, manifest }),
      warnings: [
        ...(await channelWarnings(world, manifest)),
        ...rollWarnings(profile, manifest),
        ...adoptionWarnings(profile, head, manifest),
      ],
    },
  };
}

/** The refusal of a declaration by somebody who does not declare this key. */
export function notTheirs(keyId: KeyId, reason: string): RekeyError {
  return new RekeyError('refused', `key ${keyId} ${reason}`, { problems: [{ field: '', message: reason }] });
}

/** Whether a change is carried out by a value at once: the first one, or one with another grant. What is observed, or was until now, gets it when it is due. */
function needsValue(profile: IssuerProfile, head: KeyHead | undefined, manifest: Manifest): boolean {
  if (head?.rotateAt === undefined) return true;
  const observes = modeOf(manifest) === 'observe' || modeOf(head.manifest) === 'observe';
  return !observes && (head.valueOwed === true || grantChanges(profile, head.manifest, manifest));
}

/** The next rotation, done or only told; absent where the age of what is adopted is not known yet. */
function whenNext(
  world: DeclaringWorld,
  { capabilities }: IssuerProfile,
  { head, versions, mints }: { head: KeyHead | undefined; versions: readonly Version[]; mints: boolean },
  { keyId, manifest }: Pick<Declaration, 'keyId' | 'manifest'>,
): Pick<KeyPlan, 'rotateAt'> {
  const now = world.clock.now();
  const current = versions.find(({ versionId }) => versionId === head?.currentVersionId);
  if (head !== undefined && current?.placeholder === false && !mints) {
    return { rotateAt: nextSchedule(head, current, manifest, capabilities, now).rotateAt };
  }
  if (head?.currentVersionId === undefined && manifest.adopt !== undefined) return {};
  return { rotateAt: rotateAt(keyId, now, manifest, capabilities) };
}

async function channelWarnings(world: DeclaringWorld, manifest: Manifest): Promise<string[]> {
  if (manifest.notify.length > 0 || (await world.hasConfirmedChannel(manifest.owner))) return [];
  return [
    `owner ${manifest.owner} has no confirmed channel: subscribe that address to the topic, or add a webhook under "notify"`,
  ];
}
