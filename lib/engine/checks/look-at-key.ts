import type { VersionId } from '../../model/ids';
import { plusSeconds } from '../../model/instant';
import { type Material, readMaterial } from '../../model/secret-format';
import type { Answered, SeenHolder, SeenKey } from '../../model/foreign/seen-key';
import type { Version } from '../../model/ledger/version';
import type { Grant, StoredValue } from '../../ports';
import { examineValue, type Examined } from '../credentials/examine-value';
import type { WorkerWorld } from '../world';
import { adminRefusal } from './admin-refusal';
import { answerOf } from './answer-of';
import type { Check } from './begin-check';
import { lookAtGrant } from './look-at-grant';
import { lookAtRetiring } from './look-at-retiring';
import { lookAtSlots } from './look-at-slots';
import { readCurrent } from './read-current';

/** A key as it was found, with what only the shell needs of it. */
export interface Looked {
  seen: SeenKey;
  /** What is current and no version of ours. */
  examined?: Extract<Examined, { kind: 'recognised' | 'unrecognised' }>;
  /** The grant of the current credential, where it is another than declared. */
  grant?: Grant;
}

/**
 * Looks at a key outside the ledger, and changes nothing: an undisturbed one costs one read of its secret and two calls to its issuer, a third where
 * an administrator reads grants, a fourth where credentials are counted; each replaced version that lives one read and one call. @throws IssuerError; RekeyError
 */
export async function lookAtKey(world: WorkerWorld, check: Check): Promise<Looked> {
  const { secret, stored, unreadable } = await readCurrent(world, check.secretArn);
  if (secret !== 'there') return { seen: { secret, retiring: [] } };
  const refusal = await adminRefusal(world);
  const accepted = refusal === undefined;
  const held = stored && (await lookAtHolder(world, check, stored, accepted));
  const holder =
    held?.holder ?? (unreadable === undefined ? undefined : { versionId: unreadable, value: 'none' as const });
  const atItsPlace = holder !== undefined && isBelieved(check, holder.versionId);
  const believed = atItsPlace ? undefined : await lookAtBelieved(world, check, accepted);
  const calm = atItsPlace && holder.value === 'alive' && accepted;
  const grant = calm ? await lookAtGrant(world, check, held?.grant) : undefined;
  const slots = accepted ? await lookAtSlots(world, check) : undefined;
  return {
    seen: {
      secret,
      ...(holder === undefined ? {} : { holder }),
      ...(believed === undefined ? {} : { believed }),
      ...(grant === undefined ? {} : { otherGrant: grant.digest }),
      retiring: calm ? await lookAtRetiring(world, check) : [],
      ...(refusal === undefined ? {} : { adminRefused: refusal }),
      ...(slots === undefined ? {} : { slots }),
    },
    ...(held?.examined === undefined ? {} : { examined: held.examined }),
    ...(grant === undefined ? {} : { grant: grant.actual }),
  };
}

interface Held {
  holder: SeenHolder;
  examined?: NonNullable<Looked['examined']>;
  grant?: Grant;
}

function isBelieved({ head }: Check, versionId: string): boolean {
  return versionId === head.currentVersionId || versionId === head.copyVersionId;
}

async function lookAtHolder(world: WorkerWorld, check: Check, stored: StoredValue, accepted: boolean): Promise<Held> {
  const { head, versions } = check;
  const { versionId } = stored;
  const material = materialIn(world, check, stored);
  if (material === undefined) return { holder: { versionId, value: 'none' } };
  const believed = isBelieved(check, versionId);
  const version = versions.find((one) => one.versionId === (believed ? head.currentVersionId : versionId));
  // Nothing to ask of what an issuer never gave, nor of what is not accepted everywhere yet.
  if (version?.placeholder || isYoung(world, version)) return { holder: { versionId, value: 'unclear' } };
  const { value, grant } = await answerOf(world, material, accepted);
  const seen: Held = { holder: { versionId, value }, ...(grant === undefined ? {} : { grant }) };
  const isHeld = version?.state === 'pending' && version.ref === undefined;
  if (value !== 'alive' || (version !== undefined && !isHeld)) return seen;
  const examined = await examineValue(world, head.manifest.secret, stored.value);
  if (examined.kind === 'dead' || examined.kind === 'no value') return { holder: { versionId, value: 'unclear' } };
  const located = await world.ledger.locate(examined.fingerprints);
  // What is held for a person is found by its own fingerprints.
  const sameAs = [...located.values()].find((one) => one.versionId !== versionId);
  const recognised = examined.kind === 'recognised' && accepted;
  return { holder: { versionId, value, recognised, ...(sameAs === undefined ? {} : { sameAs }) }, examined };
}

function isYoung(world: WorkerWorld, version: Version | undefined): boolean {
  if (version === undefined) return false;
  return plusSeconds(version.issuedAt, world.issuer.capabilities.activationSeconds) > world.clock.now();
}

/** What the secret no longer holds cannot be made current again, as if it were refused. */
async function lookAtBelieved(world: WorkerWorld, check: Check, accepted: boolean): Promise<Answered | undefined> {
  const { head, secretArn, versions } = check;
  const current = versions.find(({ versionId }) => versionId === head.currentVersionId);
  if (current === undefined || current.placeholder) return undefined;
  const place: VersionId = head.copyVersionId ?? current.versionId;
  const stored = await world.secrets.read(secretArn, { versionId: place });
  const material = stored && materialIn(world, check, stored);
  return material === undefined ? 'dead' : (await answerOf(world, material, accepted)).value;
}

function materialIn(world: WorkerWorld, { head }: Check, stored: StoredValue): Material | undefined {
  return readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
}
