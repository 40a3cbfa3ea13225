import type { SeenKey } from '../../model/foreign/seen-key';
import { readMaterial } from '../../model/secret-format';
import { endOf } from '../retirement/end-of';
import { probe } from '../retirement/prove';
import { recordRevoked } from '../retirement/record-revoked';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { Check } from './begin-check';

/**
 * Replaced versions that somebody ended at the issuer before their time: asked of the issuer once more, which there means nothing, recorded, and proven dead as any other.
 * Asked about was each while the current version was accepted, and the issuer no longer knew it. @throws IssuerError
 */
export async function endGone(world: WorkerWorld, check: Check, seen: SeenKey): Promise<void> {
  const { head, versions, secretArn } = check;
  for (const { versionId, value } of seen.retiring) {
    const version = versions.find((one) => one.versionId === versionId);
    if (value !== 'ended' || version === undefined) continue;
    const end = await endOf(world, version);
    if (end.kind === 'wait') continue;
    if (end.kind === 'revoke' && version.ref !== undefined) await world.issuer.revoke(version.ref);
    const revoked = await recordRevoked(world, version, { reason: 'gone', actor: rekeyActor, probedBy: 'caller' });
    const stored = revoked && (await world.secrets.read(secretArn, { versionId }));
    const old = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
    if (revoked !== undefined) await probe(world, head, revoked, old);
  }
}
