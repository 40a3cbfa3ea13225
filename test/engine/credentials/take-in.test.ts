import type { Examined } from '../../../lib/engine/credentials/examine-value';
import { type Outsider, takeIn } from '../../../lib/engine/credentials/take-in';
import { type Fingerprint, versionIdSchema } from '../../../lib/model/ids';
import { instantSchema, plusSeconds } from '../../../lib/model/instant';
import { type KeyHead, keyHeadSchema } from '../../../lib/model/ledger/key-head';
import { SecretValue } from '../../../lib/model/secret-value';
import { versionSchema } from '../../../lib/model/ledger/version';
import { head as town } from '../../notify/town';

const day = 86_400;
const at = instantSchema.parse('2026-11-23T12:00:00.000Z');
const fingerprints = [`mac#raw#${'0'.repeat(64)}` as Fingerprint];
const material = { token: new SecretValue('canary') };
const head: KeyHead = keyHeadSchema.parse({ ...town, manifest: { ...town.manifest, expiry: 'revoke' } });

function recognised(found: Partial<Extract<Examined, { kind: 'recognised' }>['found']> = {}): Outsider['examined'] {
  return {
    kind: 'recognised',
    found: { ref: { id: 'key-1', label: 'by hand' }, state: 'active', ...found },
    material,
    fingerprints,
  };
}

function taken(fields: Partial<Outsider> = {}): ReturnType<typeof takeIn> {
  return takeIn({
    head,
    examined: recognised(),
    versionId: versionIdSchema.parse('v'.padEnd(32, '0')),
    cause: 'adopted',
    state: 'current',
    timing: { activationSeconds: 5, revocationSeconds: 60 },
    at,
    ...fields,
  });
}

describe('takeIn', () => {
  it('makes a version that can be found and revoked exactly', () => {
    const { versions, fingerprints: index, publicIds } = taken();
    const [version] = versions;
    expect(versionSchema.parse(version)).toMatchObject({ state: 'current', ref: { id: 'key-1' }, placeholder: false });
    expect(index).toEqual([{ fingerprint: fingerprints[0], versionId: version.versionId }]);
    expect(publicIds).toEqual([{ issuer: head.manifest.issuer, id: 'key-1', versionId: version.versionId }]);
  });

  it('lets it be as old as the issuer says, and end when the issuer says', () => {
    const createdAt = plusSeconds(at, -3 * day);
    const expiresAt = plusSeconds(at, 9 * day);
    const [version] = taken({ examined: recognised({ createdAt, expiresAt }) }).versions;
    expect(version).toMatchObject({ issuedAt: createdAt, expiresAt });
  });

  it('lets it be issued now, without an end, where the issuer does not say', () => {
    const [version] = taken().versions;
    expect(version.issuedAt).toBe(at);
    expect(version.expiresAt).toBeUndefined();
  });

  describe('when it is older than the policy allows', () => {
    it('revokes it neither now nor before it was replaced', () => {
      const { versions, rotateAt } = taken({ examined: recognised({ createdAt: plusSeconds(at, -1000 * day) }) });
      const [version] = versions;
      expect(version.due?.kind).toBe('expire');
      expect(rotateAt >= at).toBe(true);
      expect(version.due && version.due.at > plusSeconds(rotateAt, head.manifest.overlapSeconds)).toBe(true);
    });
  });

  describe('when the key is only observed', () => {
    it('plans no hard end', () => {
      const observed = { ...head, manifest: { ...head.manifest, adopt: 'current' as const } };
      expect(taken({ head: observed }).versions[0].due).toBeUndefined();
    });
  });

  describe('when the issuer cannot say which credential it is', () => {
    it('has no name that somebody else could share', () => {
      const { versions, publicIds } = taken({ examined: { kind: 'unrecognised', material, fingerprints } });
      expect(versions[0].ref).toBeUndefined();
      expect(publicIds).toEqual([]);
    });
  });
});
