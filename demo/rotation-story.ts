import { secondsBetween } from '../lib/model/instant';
import type { KeyId } from '../lib/model/ids';
import { currentVersion, keyState } from './key-state';
import type { Stage } from './stage';
import type { Timeline } from './timeline';
import { waitUntil } from './wait-until';

/** Waits for the deployed schedule to find a rotation due, and for the old version to be proven dead. Gives when it was due, by old version. */
export async function rotationStory(stage: Stage, timeline: Timeline, key: KeyId): Promise<Record<string, string>> {
  const before = await keyState(stage, key);
  const old = before.currentVersionId;
  const dueAt = before.rotateAt;
  if (old === undefined || dueAt === undefined) throw new Error(`${key} has no rotation planned`);
  timeline.tell(`${key}: due for rotation at ${dueAt}; the deployed schedule will find it`);
  const fresh = await waitUntil(`the rotation of ${key}`, 240, async () => {
    const current = await currentVersion(stage, key);
    return current?.versionId === old ? undefined : current;
  });
  timeline.tell(`${key}: rotated (${fresh.cause}), the old version lives on for its overlap`);
  await waitUntil(`the end of the overlap of ${key}`, 120, async () => (await version(stage, key, old))?.revokedAt);
  timeline.tell(`${key}: overlap over, the old version is revoked; Unleash takes up to a minute to forget it`);
  const dead = await waitUntil(`the death of the old version of ${key}`, 180, async () => {
    const found = await version(stage, key, old);
    return found?.state === 'dead' ? found : undefined;
  });
  const seconds = dead.revokedAt && dead.deadAt ? secondsBetween(dead.revokedAt, dead.deadAt).toFixed(1) : '?';
  timeline.tell(`${key}: the old version is proven dead, ${seconds} s after its revocation`);
  return { [old]: dueAt };
}

async function version(stage: Stage, key: KeyId, versionId: string) {
  return (await keyState(stage, key)).versions.find((candidate) => candidate.versionId === versionId);
}
