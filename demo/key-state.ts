import { type KeyAnswer, keyAnswerSchema } from '../lib/api/answers/key-answer';
import type { KeyId } from '../lib/model/ids';
import type { Version } from '../lib/model/ledger/version';
import type { Stage } from './stage';
import type { RotationTold } from './story';

/** A key as `rekey show` has it. */
export async function keyState(stage: Stage, key: KeyId): Promise<KeyAnswer> {
  return keyAnswerSchema.parse((await stage.rekey(['show', key])).json);
}

/** Its current version; undefined until a value was issued. */
export async function currentVersion(stage: Stage, key: KeyId): Promise<Version | undefined> {
  const { versions } = await keyState(stage, key);
  return versions.find(({ state, placeholder }) => state === 'current' && !placeholder);
}

/** The rotations of a key whose old version is dead, oldest first; `dueAt` is known of the one that was watched. */
export function rotationsOf(state: KeyAnswer, dueAt: Readonly<Record<string, string>>): RotationTold[] {
  return state.versions.flatMap((version) => {
    const old = state.versions.find(({ versionId }) => versionId === version.parent);
    if (old === undefined || old.placeholder || version.currentAt === undefined) return [];
    if (old.revokedAt === undefined || old.deadAt === undefined) return [];
    return [
      {
        key: state.keyId,
        cause: version.cause,
        from: old.versionId,
        to: version.versionId,
        dueAt: dueAt[old.versionId] ?? null,
        currentAt: version.currentAt,
        revokedAt: old.revokedAt,
        deadAt: old.deadAt,
      },
    ];
  });
}
