import canonicalize from 'canonicalize';
import { type Instant, plusSeconds } from '../../model/instant';
import type { Grant, ProbeResult } from '../../ports';
import type { WorkerWorld } from '../world';
import { declaredGrant } from './mint';
import type { Stored } from './store';

/** Whether the stored value can be made current. */
export type Verified =
  | { kind: 'good' }
  /** Not accepted yet, within the issuer's activation time, and this invocation's own is nearly over. */
  | { kind: 'wait'; until: Instant }
  | { kind: 'bad'; failure: 'not_accepted' | 'grant_mismatch'; reason: string };

/** Seconds between two looks at a value that is not accepted yet. */
const pauseSeconds = 1;

/** A value is minted within so many seconds of the beginning of its attempt: while its claim lasts. */
const mintedWithinSeconds = 180;

/** Step 5: one harmless call with the value, repeated within the activation time, by several invocations if it takes them; and its grant as it is, where that can be read. @throws IssuerError */
export async function verifyStored(world: WorkerWorld, stored: Stored): Promise<Verified> {
  const { activationSeconds } = world.issuer.capabilities;
  const activeBy = plusSeconds(world.clock.now(), activationSeconds);
  // Other functions' clocks count from the mint; a value that is resumed late gets its full activation time all the same.
  const lastLook = plusSeconds(world.deadline, -10);
  // An activation that takes longer than an invocation is waited for by several, but not for ever.
  const patient = plusSeconds(stored.claim.rotation.begunAt, mintedWithinSeconds + activationSeconds);
  for (;;) {
    const probe = await world.issuer.verify(stored.material);
    const compared = probe.kind === 'alive' ? await compareGrant(world, stored, probe) : undefined;
    if (compared !== undefined) return compared;
    const now = world.clock.now();
    if (now >= activeBy || (now >= lastLook && now >= patient)) {
      // What was rolled has taken the place of what consumers read: it is not given up because the issuer refuses everybody.
      if (stored.claim.rotation.rolls === true) await world.issuer.checkAdmin();
      return {
        kind: 'bad',
        failure: 'not_accepted',
        reason: `the issuer refused the new value, or did not list it, for ${activationSeconds}s`,
      };
    }
    if (now >= lastLook) return { kind: 'wait', until: plusSeconds(now, Math.min(activationSeconds, 60)) };
    await world.clock.sleep(pauseSeconds * 1000);
  }
}

/** Undefined: the issuer accepts the value and lists no such credential. It is not listed yet, or was ended a moment ago; what it may do is not known. */
async function compareGrant(
  world: WorkerWorld,
  stored: Stored,
  probe: ProbeResult & { kind: 'alive' },
): Promise<Verified | undefined> {
  const declared = declaredGrant(world, stored.claim.head.manifest);
  const actual = await actualGrant(world, stored, probe);
  if (actual === undefined || canonicalize(actual) === canonicalize(declared)) return { kind: 'good' };
  if (actual === 'not listed') return undefined;
  return { kind: 'bad', failure: 'grant_mismatch', reason: 'the issuer gave another grant than was declared' };
}

async function actualGrant(
  world: WorkerWorld,
  { claim }: Stored,
  probe: ProbeResult & { kind: 'alive' },
): Promise<Grant | 'not listed' | undefined> {
  switch (world.issuer.capabilities.grants.readableBy) {
    case 'none':
      return undefined;
    case 'subject':
      return probe.grant;
    case 'admin': {
      const version = await world.ledger.version(claim.head.keyId, claim.rotation.versionId);
      const ref = version?.ref ?? { label: claim.rotation.label };
      const found = await world.issuer.inspect(ref);
      return found === undefined ? 'not listed' : found.grant;
    }
  }
}
