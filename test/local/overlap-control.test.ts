import { setTimeout as pause } from 'node:timers/promises';
import { type Consumer, startConsumer, tally } from '../../demo/consumer';
import { currentVersion, keyState } from '../../demo/key-state';
import { waitUntil } from '../../demo/wait-until';
import { keyIdSchema } from '../../lib/model/ids';
import type { Version } from '../../lib/model/ledger/version';
import { type InstantStage, setInstantStage } from './instant-stage';

jest.setTimeout(240_000);

const key = keyIdSchema.parse('control/overlap');
/** What consumers of the key declare; its overlap is twice as long. */
const declaredMs = 5_000;
const cachedMs = { honest: declaredMs, dishonest: 5 * declaredMs };
/** Of each kind, at even distances in what they cache: wherever a rotation falls, one of them read just before it. */
const consumersOfEachKind = 3;

describe('a rotation on schedule, at an issuer that refuses a revoked value at once', () => {
  let of: InstantStage;
  let honest: Consumer[];
  let dishonest: Consumer[];
  let old: Version;

  beforeAll(async () => {
    of = await setInstantStage();
    // Due after half a minute, when all consumers are at work; late as the sweep may be, "alert" revokes nothing unreplaced.
    await of.apply({ [key]: { maxAge: '120s', overlap: '10s', expiry: 'alert' } });
    const first = await waitUntil('the first value', 60, () => currentVersion(of.stage, key));
    [honest, dishonest] = await Promise.all([startSpread(of, cachedMs.honest), startSpread(of, cachedMs.dishonest)]);
    old = await waitUntil('the revocation of a replaced value', 150, () => firstRevoked(of, first.issuedAt));
    await waitUntil('all consumers on a newer value', 40, async () => allMovedOn([...honest, ...dishonest], old));
    await Promise.all([...honest, ...dishonest].map((consumer) => consumer.stop()));
  });

  afterAll(async () => {
    await Promise.allSettled([...(honest ?? []), ...(dishonest ?? [])].map((consumer) => consumer.stop()));
    await of?.stop();
  });

  it('is one whose old value the consumers had in use', () => {
    expect(old).toMatchObject({ state: expect.stringMatching(/^(revoked|dead)$/) as string, placeholder: false });
    for (const { calls } of [...honest, ...dishonest]) {
      expect(calls.some(({ versionId, status }) => versionId === old.versionId && status === 200)).toBe(true);
    }
  });

  it('is not noticed by consumers that cache as long as they declare', () => {
    const { calls, refusalsByRotation } = tallyOf(honest);
    expect(calls).toBeGreaterThan(100);
    expect(refusalsByRotation).toBe(0);
  });

  it('is refused calls to consumers that cache five times longer than they declare, after the overlap and not before', () => {
    const { refusalsByRotation } = tallyOf(dishonest);
    expect(refusalsByRotation).toBeGreaterThan(0);
    const refused = dishonest.flatMap(({ calls }) => calls).filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(refusalsByRotation);
    for (const { at } of refused) expect(at).toBeGreaterThanOrEqual(Date.parse(old.retireAt ?? ''));
  });
});

/** Consumers that cache so long, each started a part of that after the one before. */
async function startSpread({ stage, issuer }: InstantStage, refreshMs: number): Promise<Consumer[]> {
  const consumers: Consumer[] = [];
  for (let index = 0; index < consumersOfEachKind; index++) {
    if (index > 0) await pause(refreshMs / consumersOfEachKind);
    const { url: endpoint, region } = stage.endpoint;
    const config = { endpoint, region, secret: key, field: 'token', refreshMs, pollMs: 250 };
    consumers.push(startConsumer({ ...config, url: `${issuer.url}/v1/whoami`, scheme: 'Bearer ' }, stage.credentials));
  }
  return consumers;
}

/** The version that was revoked after its overlap. */
async function firstRevoked({ stage }: InstantStage, since: string): Promise<Version | undefined> {
  const { versions } = await keyState(stage, key);
  return versions.find(({ placeholder, revokedAt }) => !placeholder && revokedAt !== undefined && revokedAt > since);
}

function allMovedOn(consumers: readonly Consumer[], old: Version): true | undefined {
  const moved = consumers.every(({ calls }) => {
    const last = calls.at(-1);
    return last !== undefined && last.versionId !== old.versionId && last.status === 200;
  });
  return moved || undefined;
}

function tallyOf(consumers: readonly Consumer[]) {
  return tally(
    consumers.flatMap(({ calls }) => calls),
    new Set(),
  );
}
