import canonicalize from 'canonicalize';
import type { Adoption } from '../../model/adoption/adoption';
import { nextCheckAt } from '../../model/schedule/check-schedule';
import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import type { KeyHead } from '../../model/ledger/key-head';
import { modeOf } from '../../model/manifest/mode-of';
import { observedFrom } from '../../model/adoption/observation';
import type { FoundKey } from '../../ports';
import { amend, type Change } from '../amend';
import { grantDigest } from '../declaration/grant-digest';
import { rekeyActor } from '../rekey-actor';
import { declaredGrant } from '../rotation/mint';
import { takeIn } from '../credentials/take-in';
import type { WorkerWorld } from '../world';
import type { Credential } from './credential-in';

/** The one transition of an adoption: the secret is claimed, the credential is the current version, and its replacement is planned. Recorded once. @throws RekeyError `refused` when another key was first */
export async function recordAdopted(
  world: WorkerWorld,
  asked: KeyHead,
  secretArn: string,
  credential: Credential,
): Promise<void> {
  const slots = await slotsOf(world, credential.examined.found);
  await amend(world, asked.keyId, (head) => {
    if (!awaitsAdoption(head)) return { skip: 'done before' };
    if (declarationOf(head) !== declarationOf(asked)) return { skip: 'declared anew' };
    return adoption(world, head, secretArn, credential, slots);
  });
}

function adoption(
  world: WorkerWorld,
  head: KeyHead,
  secretArn: string,
  { versionId, examined, believed }: Credential,
  slots: Adoption['slots'],
): Change {
  const at = world.clock.now();
  const { found } = examined;
  const timing = world.issuer.capabilities;
  const { rotateAt, ...taken } = takeIn({ head, examined, versionId, cause: 'adopted', state: 'current', timing, at });
  const [version] = taken.versions;
  const mode = modeOf(head.manifest);
  const drift = driftOf(world, head, found);
  const adopted: Adoption = {
    adopt: head.manifest.adopt ?? 'current',
    versionId,
    at,
    ...(found.grant === undefined
      ? {}
      : {
          grant: {
            digest: grantDigest(found.grant),
            says: world.issuer.describeGrant(found.grant),
            differs: 'drift' in drift,
          },
        }),
    ...(slots === undefined ? {} : { slots }),
  };
  return {
    entry: {
      type: 'key-adopted',
      actor: rekeyActor,
      cause: 'adopted',
      versionId,
      evidence: {
        secretArn,
        ref: found.ref,
        mode,
        issuedAt: version.issuedAt,
        ...(found.createdAt === undefined ? { ageUnknown: true } : {}),
        ...(version.expiresAt === undefined ? {} : { expiresAt: version.expiresAt }),
        ...(found.lastUsedAt === undefined ? {} : { lastUsedAt: found.lastUsedAt }),
        rotateAt,
        ...drift,
        ...(slots === undefined ? {} : { slots }),
        ...(believed
          ? { believed: 'the issuer cannot say which credential the value is: the declaration says it' }
          : {}),
      },
    },
    head: {
      currentVersionId: versionId,
      secretArn,
      setback: undefined,
      rotateAt,
      adopted,
      ...(mode === 'observe' ? { observed: observedFrom(at) } : {}),
    },
    ...taken,
    secretArn,
    checkAt: nextCheckAt(head.keyId, at),
  };
}

/** What the credential may do and what is declared, where they differ: told, and no reason to refuse; the first rotation mints what is declared. */
function driftOf(world: WorkerWorld, { manifest }: KeyHead, { grant }: FoundKey): { drift?: Record<string, string> } {
  if (grant === undefined) return {};
  const declared = declaredGrant(world, manifest);
  if (grantDigest(declared) === grantDigest(grant)) return {};
  return { drift: { declared: world.issuer.describeGrant(declared), actual: world.issuer.describeGrant(grant) } };
}

/** How many credentials the principal has, at an issuer that allows only so many: a full one cannot rotate. @throws IssuerError */
async function slotsOf(world: WorkerWorld, { ref: { principal } }: FoundKey): Promise<Adoption['slots']> {
  const { maxActive } = world.issuer.capabilities;
  if (maxActive === null || principal === undefined) return undefined;
  return { used: (await world.issuer.find({ principal })).length, of: maxActive };
}

function declarationOf({ manifest: { adopt, secret, issuer } }: KeyHead): string | undefined {
  return canonicalize({ adopt, secret, issuer });
}
