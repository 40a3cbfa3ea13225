import { type KeyId, incidentIdOf, type VersionId } from '../lib/model/ids';
import type { Incident } from '../lib/model/leaks/incident';
import { secondsBetween, type Instant } from '../lib/model/instant';
import type { ValuePattern } from '../lib/ports';
import { keyState } from './key-state';
import { readValue } from './read-value';
import { scanRepository } from './scan-repository';
import type { Stage } from './stage';
import type { Story } from './story';
import type { Timeline } from './timeline';
import { waitUntil } from './wait-until';

/** Whose value leaks, and how to see when the owner heard of it. */
export interface LeakScene {
  key: KeyId;
  patterns: readonly ValuePattern[];
  /** When the first message about the leak came, since then; undefined until it did. */
  toldAt(since: string): string | undefined;
}

/** Plants the current value in a scratch repository, lets secretlint find it, reports it as public, and waits until it is dead and the owner told. */
export async function leakStory(stage: Stage, timeline: Timeline, scene: LeakScene): Promise<Story['leak']> {
  const { key } = scene;
  const { currentVersionId: leaked } = await keyState(stage, key);
  if (leaked === undefined) throw new Error(`${key} has no value to leak`);
  const scan = await scanRepository(await readValue(stage, key), scene.patterns);
  timeline.tell(`${key}: its value was committed to a repository; secretlint found it (${scan.findings} finding)`);
  const before = new Date().toISOString() as Instant;
  await stage.rekey(['leak', 'report', '-', '--source', 'secretlint', '--exposure', 'public'], { input: scan.report });
  timeline.tell(`${key}: reported as public with "rekey leak report"`);
  const revoked = await waitUntil(`the revocation of the leaked version of ${key}`, 60, async () => {
    const { versions } = await keyState(stage, key);
    return versions.find(({ versionId, revokedAt }) => versionId === leaked && revokedAt !== undefined);
  });
  const { reports = [] } = (await incidentOf(stage, key, leaked)) ?? {};
  // By the API's clock: what came before is the start of the command line.
  const reportedAt = reports[0]?.acceptedAt ?? before;
  const revokeSentAt = revoked.revokedAt ?? before;
  timeline.tell(
    `${key}: revoked ${secondsBetween(reportedAt, revokeSentAt).toFixed(1)} s after the report was accepted`,
  );
  const { replacedAt, deadAt } = await waitUntil(`the death of the leaked version of ${key}`, 180, async () => {
    const { versions } = await keyState(stage, key);
    const dead = versions.find(({ versionId }) => versionId === leaked)?.deadAt;
    const successor = versions.find(({ parent }) => parent === leaked)?.currentAt;
    return dead === undefined || successor === undefined ? undefined : { deadAt: dead, replacedAt: successor };
  });
  timeline.tell(
    `${key}: the leaked version is proven dead, ${secondsBetween(reportedAt, deadAt).toFixed(1)} s after the report`,
  );
  const ownerToldAt = await waitUntil('the message to the owner', 60, async () => scene.toldAt(reportedAt));
  const verdict = (await incidentOf(stage, key, leaked))?.verdict;
  return {
    reportedAt,
    revokeSentAt,
    deadAt,
    replacedAt,
    ownerToldAt,
    verdict: verdict?.kind ?? 'none',
    reason: verdict?.reason ?? '',
  };
}

async function incidentOf(stage: Stage, key: KeyId, versionId: VersionId): Promise<Incident | undefined> {
  const { incidents } = await keyState(stage, key);
  return incidents.find(({ incidentId }) => incidentId === incidentIdOf(key, versionId));
}
