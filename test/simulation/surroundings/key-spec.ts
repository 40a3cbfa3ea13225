import { keyIdSchema, issuerNameSchema, type IssuerName, type KeyId } from '../../../lib/model/ids';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import type { Capabilities } from '../../../lib/ports';
import type { Random } from './random';

/** What is true of a governed key, apart from what Rekey believes. */
export interface KeySpec {
  keyId: KeyId;
  issuer: IssuerName;
  /** Every declaration that was sent, the last one newest. */
  manifests: Manifest[];
  /** When somebody else last changed the secret or the issuer behind Rekey's back. */
  foreignMs: number | undefined;
  /** What somebody else did is not yet undone. */
  foreignStands: boolean;
  released: boolean;
  /** When the operator who let it go was answered; absent: nobody was. */
  releasedMs?: number | undefined;
  /** Somebody ended its current credential, and nobody of ours has looked yet. */
  endedUnseen?: boolean;
  /** The version that somebody took `AWSCURRENT` off last. */
  lostLabel?: string;
  /** The stack that declares it; absent: a file does. */
  stack?: { stackId: string; resource: string };
  /** Its owner has Rekey only look on for a while. */
  observing?: boolean;
  /** When its owner had Rekey act on what was adopted; absent: never. */
  enforcedMs?: number;
  /** When Rekey last began to act on it again: ages count anew. */
  takenOverMs?: number;
  /** It was adopted, and nobody has asked for more than to look on: what its secret held then. */
  observed?: string | undefined;
}

/** A key as its owner declares it first; where there are many, each lives so long that all of them can be at rest. */
export function drawKey(random: Random, index: number, issuer: string, many: boolean): KeySpec {
  const keyId = keyIdSchema.parse(`team/key-${index}`);
  const text = random.chance(0.3);
  const manifest: Manifest = {
    owner: 'ana@example.com',
    deputies: [],
    purpose: 'simulation',
    issuer: issuerNameSchema.parse(issuer),
    secret: { name: `secret/${index}`, format: text ? 'text' : 'json', ...(text ? {} : { field: 'token' }) },
    grant: [{ allow: { level: 1 }, because: 'reads' }],
    unrestricted: false,
    consumers: [{ name: 'consumer', delaySeconds: 300 }],
    maxAgeSeconds: many ? 5 * 86_400 : random.pick([2, 3, 5]) * 3600,
    overlapSeconds: random.pick([600, 1200, 2400]),
    expiry: random.chance(0.8) ? 'revoke' : 'alert',
    leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
    notify: [],
  };
  return {
    keyId,
    issuer: manifest.issuer,
    manifests: [manifest],
    foreignMs: undefined,
    foreignStands: false,
    released: false,
  };
}

/** Where there is no overlap, its owner has said that there may be none. */
export function acceptGap(key: KeySpec, { roll }: Capabilities): void {
  if (roll?.graceMaxSeconds !== 0) return;
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, acceptGap: 'a simulation' }));
}
