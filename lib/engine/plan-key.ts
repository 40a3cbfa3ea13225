import { agedFrom } from '../model/aged-from';
import type { Actor, KeyId } from '../model/ids';
import type { KeyHead } from '../model/key-head';
import type { KeyPlan } from '../model/key-plan';
import type { Manifest } from '../model/manifest';
import { decideRegistrar } from '../model/decide-registrar';
import { byFile, type Registrar } from '../model/registrar';
import { RekeyError } from '../model/rekey-error';
import { rotateAt } from '../model/schedule';
import { declarationProblems } from './declaration-problems';
import { consequences, fieldChanges, grantChanges, kindOfChange } from './describe-change';
import type { OperatorWorld } from './world';

/** A key as somebody declares it. */
export interface Declaration {
  keyId: KeyId;
  manifest: Manifest;
  actor: Actor;
  /** @default a keys file */
  registrar?: Registrar;
}

/** What applying a declaration would do; nothing is changed. @throws RekeyError `refused`, with each problem by field */
export async function planKey(world: OperatorWorld, declaration: Declaration): Promise<KeyPlan> {
  const head = await world.ledger.key(declaration.keyId);
  return (await planFor(world, declaration, head)).plan;
}

/** The plan, and whether it needs another value. @throws RekeyError `refused` */
export async function planFor(
  world: OperatorWorld,
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
  const mints = change !== 'none' && (head?.rotateAt === undefined || grantChanges(profile, head.manifest, manifest));
  const current = head?.currentVersionId && (await world.ledger.version(keyId, head.currentVersionId));
  const issuedAt = current?.placeholder === false && !mints ? agedFrom(current) : world.clock.now();
  return {
    mints,
    plan: {
      keyId,
      change,
      fields: change === 'none' ? [] : fields,
      atIssuer: consequences(profile, head, manifest, mints),
      rotateAt: rotateAt(keyId, issuedAt, manifest, profile.capabilities),
      warnings: await warningsFor(world, manifest),
    },
  };
}

/** The refusal of a declaration by somebody who does not declare this key. */
export function notTheirs(keyId: KeyId, reason: string): RekeyError {
  return new RekeyError('refused', `key ${keyId} ${reason}`, { problems: [{ field: '', message: reason }] });
}

async function warningsFor(world: OperatorWorld, manifest: Manifest): Promise<string[]> {
  if (manifest.notify.length > 0 || (await world.hasConfirmedChannel(manifest.owner))) return [];
  return [
    `owner ${manifest.owner} has no confirmed channel: subscribe that address to the topic, or add a webhook under "notify"`,
  ];
}
