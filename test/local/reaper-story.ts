import { currentVersion, keyState } from '../../demo/key-state';
import { readValue } from '../../demo/read-value';
import { type RekeyResult, rekeyCommand } from '../../demo/rekey-command';
import { waitUntil } from '../../demo/wait-until';
import type { DoctorAnswer } from '../../lib/api/answers/doctor-answer';
import type { RecoveryAnswer } from '../../lib/api/answers/recovery-answer';
import type { KeyId } from '../../lib/model/ids';
import type { Version } from '../../lib/model/ledger/version';
import { startAnew } from './functions-anew';
import { reapEveryMinute, reapNow } from './hasten-reaper';
import type { InstantStage } from './instant-stage';
import { backUp, installationEntries, restore } from './table-backup';

/** The keys of the story: one that is rotated after the backup, one that leaks while the ledger is restored. */
export const keys = { rotated: 'ledger/rotated' as KeyId, leaked: 'ledger/leaked' as KeyId };

/** What a run of the reaper left of what was there: ids of tokens. */
export interface Reaped {
  /** After it only reported. */
  reported: ReadonlySet<string>;
  /** After it acted. */
  acted: ReadonlySet<string>;
  /** After it met three strays. */
  halted: ReadonlySet<string>;
  planted: { stray: string; young: string; anothers: string; three: string[] };
  inUse: string[];
}

/** Strays of ours, of another installation, young ones and too many of them, with the deployed rule fired every minute. */
export async function reaperStory(set: InstantStage): Promise<Reaped> {
  const now = () => new Set(set.issuer.tokens().map(({ id }) => id));
  const prefix = (await currentVersion(set.stage, keys.rotated))?.ref?.label.slice(0, -13) ?? '';
  const plant = (name: string, hours = 2, of = prefix) => {
    const createdAt = new Date(Date.now() - hours * 3600_000).toISOString();
    return set.issuer.makeByHand({ label: `${of}${name}`, scopes: ['read'], createdAt }).id;
  };
  const inUse = [...now()];
  const planted = {
    stray: plant('00000000-0001'),
    young: plant('00000000-0002', 0),
    anothers: plant('00000000-0003', 2, `rekey-ba9876543210-${'0'.repeat(12)}-`),
    three: [] as string[],
  };
  await reapEveryMinute(set.stage);
  await recorded(set, 'stray-found');
  const reported = now();
  // As a deployment with `reaper: act` in rekey.yaml does it.
  await startAnew(set.stage, { REKEY_REAPER: 'act' });
  await reapNow(set.stage);
  await recorded(set, 'stray-revoked');
  const acted = now();
  planted.three = ['00000000-0004', '00000000-0005', '00000000-0006'].map((name) => plant(name));
  await reapNow(set.stage);
  await recorded(set, 'reaper-halted');
  return { reported, acted, halted: now(), planted, inUse };
}

/** What was seen of a ledger before, while and after it was recovered. */
export interface Restored {
  tableIds: { before: string; after: string };
  /** Answers to a rotation, and to a revocation that names no version. */
  refused: RekeyResult[];
  leak: { timeline: string; acceptedAfter: boolean };
  /** `recover` without a yes, and tokens before and after it. */
  looked: { output: string; tokensBefore: string[]; tokensAfter: string[] };
  recovery: RecoveryAnswer;
  /** The version that was minted after the backup, and the key's versions just after the recovery. */
  minted: string;
  versions: Version[];
  entries: string[];
  /** What was current in the end: of the key that leaked before, and of the one that was rotated. */
  after: { leaked: string | undefined; contained: string; rotated: string };
}

/** The table is set back to before a rotation; a known value leaks; the ledger is recovered; everything goes on. */
export async function restoreStory(set: InstantStage): Promise<Restored> {
  const { stage, issuer } = set;
  const known = (await current(set, keys.leaked)) ?? '';
  const backup = await backUp(stage);
  const minted = await rotated(set, keys.rotated);
  const tableIds = await restore(stage, backup);
  // A restore on AWS takes longer than the minute for which a function keeps the table's id.
  await startAnew(stage);
  await waitUntil('the doctor seeing it', 120, async () => {
    const doctor = await stage.rekey(['doctor'], { expected: 2 }).catch(() => undefined);
    const { installation } = (doctor?.json ?? {}) as { installation?: DoctorAnswer };
    return installation?.epochMatches === false || undefined;
  });
  const refused = [
    await stage.rekey(['rotate', keys.rotated], { expected: 2 }),
    await stage.rekey(['revoke', keys.rotated, '--reason', 'a test'], { expected: 2 }),
  ];

  const value = await readValue(stage, keys.leaked);
  await stage.rekey(['leak', 'report', '-', '--exposure', 'public'], { input: value.reveal() });
  const incident = await waitUntil('the incident', 90, async () => {
    const { incidents } = await keyState(stage, keys.leaked);
    return incidents.find(({ versionId }) => versionId === known);
  });
  const leak = {
    timeline: incident.timeline.map(({ what }) => what).join('; '),
    acceptedAfter: issuer.accepts(value),
  };

  const tokens = () => issuer.tokens().map(({ id }) => id);
  const tokensBefore = tokens();
  const asking = rekeyCommand({ ...stage.credentials, REKEY_API: stage.api }, ['--json']);
  const { output } = await asking(['recover'], { expected: 3 });
  const looked = { output, tokensBefore, tokensAfter: tokens() };
  await recorded(set, 'ledger-restored');
  const recovery = (await stage.rekey(['recover'])).json as RecoveryAnswer;
  const { versions } = await keyState(stage, keys.rotated);

  const contained = await waitUntil('the containment', 180, async () => {
    const state = (await keyState(stage, keys.leaked)).versions.find(({ versionId }) => versionId === known)?.state;
    return state === 'dead' ? state : undefined;
  });
  const after = { leaked: await current(set, keys.leaked), contained, rotated: await rotated(set, keys.rotated) };
  const entries = await installationEntries(stage);
  return { tableIds, refused, leak, looked, recovery, minted, versions, entries, after };
}

/** Id of the current version of a key, once it has a value. */
export async function current({ stage }: InstantStage, key: KeyId): Promise<string | undefined> {
  return (await currentVersion(stage, key))?.versionId;
}

async function rotated(set: InstantStage, key: KeyId): Promise<string> {
  const old = await current(set, key);
  await set.stage.rekey(['rotate', key]);
  return waitUntil(`a rotation of ${key}`, 120, async () => {
    const now = await current(set, key);
    return now === old ? undefined : now;
  });
}

function recorded({ stage }: InstantStage, type: string): Promise<true> {
  return waitUntil(type, 200, async () => (await installationEntries(stage)).includes(type) || undefined);
}
