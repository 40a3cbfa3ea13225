import type { Actor } from '../../model/ids';
import type { LeakHint } from '../../model/leaks/leak-hint';
import type { LeakReport } from '../../model/leaks/leak-report';
import { SecretValue } from '../../model/secret-value';
import type { Clock } from '../../ports';
import { base64Decoded } from '../base64-decoded';
import type { RawSighting } from '../candidate';
import { findingsOf, type FindingsWorld } from '../findings-of';
import type { GithubAlert, GithubApi } from './github-api';

/** What reading alerts takes. */
export interface GithubWorld extends FindingsWorld {
  github: GithubApi;
  clock: Pick<Clock, 'sleep'>;
}

/** Pauses before further tries, in milliseconds: the queue's own would cost a leaked key three minutes. */
const pausesMs = [500, 2000];

/**
 * The report that a hint stands for: the alert read at GitHub, its value turned into fingerprints. Whatever was done to the alert
 * there, a value that was found was found. @throws RekeyError `unavailable`, `misconfigured`
 */
export async function readGithubHint(world: GithubWorld, hint: LeakHint): Promise<LeakReport> {
  const [alert, places] = await Promise.all([
    alertOf(world, hint),
    // A sighting without a place is still a sighting: it is not worth a second to a leaked key.
    world.github.places(hint).catch((): RawSighting[] => []),
  ]);
  const found = places.length > 0 ? places : [{}];
  const candidates = found.map((place) => ({ ...valuesOf(alert), sighting: { ...place, ...saidOf(alert) } }));
  const isPublic = alert.publiclyLeaked ?? hint.publiclyLeaked ?? false;
  return {
    reportId: hint.reportId,
    acceptedAt: hint.acceptedAt,
    actor: 'github' as Actor,
    source: 'github',
    possession: true,
    trust: 'attesting',
    exposure: isPublic ? 'public' : 'private',
    findings: await findingsOf(world, 'github', candidates),
  };
}

/** An alert may be told before it can be read, so that 404 is worth another try too. */
async function alertOf({ github, clock }: GithubWorld, hint: LeakHint): Promise<GithubAlert> {
  for (const pause of pausesMs) {
    try {
      return await github.alert(hint);
    } catch {
      await clock.sleep(pause); // the last try's failure is the one that is told
    }
  }
  return github.alert(hint);
}

function valuesOf({ secret, isBase64 }: GithubAlert): { value: SecretValue; decoded?: SecretValue } {
  const decoded = isBase64 ? base64Decoded(secret.reveal().trim()) : undefined;
  return decoded === undefined ? { value: secret } : { value: secret, decoded: new SecretValue(decoded) };
}

function saidOf({ url, secretType }: GithubAlert): RawSighting {
  return { ...(url === undefined ? {} : { url }), ...(secretType === undefined ? {} : { rule: secretType }) };
}
