import { type LastWords, revokeAtIssuer } from '../../../lib/engine/retirement/revocation';
import { instantOf, plusSeconds } from '../../../lib/model/instant';
import type { KeyId } from '../../../lib/model/ids';
import type { Version } from '../../../lib/model/ledger/version';
import { sampleVersion, versionIdOf } from '../../contract/samples';
import { plainFamily, rollingFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { WatchedKey } from '../checks/watched-key';

let one: WatchedKey;

async function revoke(version: Version): Promise<LastWords | Error | undefined> {
  let words: LastWords | Error | undefined;
  // A person has asked for it.
  one.touched();
  one.simulation.watch.killsBegun.set(one.value(one.holder), one.simulation.scheduler.nowMs);
  one.simulation.scheduler.after(0, () => {
    startProcess(one.simulation, { kind: 'expire', issuer: one.issuer }, async (world) => {
      words = await revokeAtIssuer(world, version).catch((error: Error) => error);
    });
  });
  await one.run(30);
  return words;
}

describe('a value that shares its credential with one that nobody can name', () => {
  it('needs no revocation once it has expired at its issuer, and is said to have', async () => {
    one = await WatchedKey.issued(rollingFamily(86_400));
    const keyId = one.key.keyId as KeyId;
    const { ref: _, ...unnamed } = sampleVersion(keyId, versionIdOf('unnamed'), { state: 'pending' });
    one.simulation.ledger.table.put({ kind: 'version', chain: keyId, id: unnamed.versionId, body: unnamed });
    const expiresAt = instantOf(one.simulation.scheduler.nowMs - 60_000);
    one.credential(one.holder).expiresMs = one.simulation.scheduler.nowMs - 60_000;

    const words = await revoke({ ...(one.version(one.holder) as Version), expiresAt });

    expect(words).toEqual({ expired: expiresAt });
    expect(one.credential(one.holder).revokedMs).toBeUndefined();
  });

  it('is revoked where it is refused only because it was switched off, as by a kill whose revocation was lost', async () => {
    const { capabilities, ...rolling } = rollingFamily(86_400);
    one = await WatchedKey.issued({ ...rolling, capabilities: { ...capabilities, disable: true } });
    const keyId = one.key.keyId as KeyId;
    const { ref: _, ...unnamed } = sampleVersion(keyId, versionIdOf('unnamed'), { state: 'pending' });
    one.simulation.ledger.table.put({ kind: 'version', chain: keyId, id: unnamed.versionId, body: unnamed });
    one.credential(one.holder).disabled = true;

    const words = await revoke(one.version(one.holder) as Version);

    expect(words).toEqual({});
    expect(one.credential(one.holder).revokedMs).toBeDefined();
  });
});

describe('a version that only its value names', () => {
  it('is revoked though its secret is not claimed, as after a recovery', async () => {
    one = await WatchedKey.issued(plainFamily);
    const { table } = one.simulation.ledger;
    const row = table.row('head', one.key.keyId, '');
    const { secretArn: __, currentVersionId: ___, ...body } = row?.body ?? {};
    if (row !== undefined) table.put({ ...row, body });
    const { ref: named, ...version } = one.version(one.holder) as Version;
    if (named === undefined) throw new Error('it has no name');
    one.credential(one.holder).label = 'by-hand';
    const end = plusSeconds(version.issuedAt, 3600);

    const words = await revoke({ ...version, ref: { label: 'by-hand' }, expiresAt: end });

    expect(words).not.toBeInstanceOf(Error);
    expect(one.credential(one.holder).revokedMs).toBeDefined();
  });
});
