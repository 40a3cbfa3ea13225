import { eachBounded } from '../../model/each-bounded';
import { incidentIdOf, type KeyId } from '../../model/ids';
import type { LeakReport } from '../../model/leaks/leak-report';
import { leakSenderOf } from '../../model/leaks/leak-sender';
import { RekeyError } from '../../model/rekey-error';
import { keysNamed, type Named, type Tally, withNamed } from '../../model/leaks/tally';
import type { Match } from './match';
import type { World } from '../world';

/** How much the sender of a report named lately, this report included. */
export interface Counted {
  keysOfSender: number;
  /** False: other parts of the report were not counted in time. */
  wholeReport: boolean;
}

/** Loses a race this often before it gives up: more than a tally is changed by in a minute, whatever the flood. */
const patience = 64;
/** How long the parts of one report wait for each other, and for how long between two looks, in milliseconds. */
const parts = { patienceMs: 3000, pauseMs: 100 } as const;
const readsAtATime = 16;

/** Counts the keys that a report names and that a containment could still be ordered for, in the tally of its sender, before anything is ordered. @throws RekeyError `contended` */
export async function countNamed(
  world: World,
  report: Pick<LeakReport, 'reportId' | 'acceptedAt' | 'source' | 'actor' | 'part'>,
  matches: readonly Match[],
): Promise<Counted> {
  const { part } = report;
  if (part === undefined && matches.length === 0) return { keysOfSender: 0, wholeReport: true };
  const sender = leakSenderOf(report.source, report.actor);
  const [living, first] = await Promise.all([
    eachBounded(matches, readsAtATime, (match) => livingKey(world, match)),
    world.ledger.tally(sender),
  ]);
  const keys = [...new Set(living.filter((keyId) => keyId !== undefined))];
  const named = { keys, at: report.acceptedAt };
  if (part === undefined && keys.length === 0) return { keysOfSender: 0, wholeReport: true };
  let tally = await noted(world, { sender, named, report, first });
  for (let waited = 0; !isWhole(tally, report) && waited < parts.patienceMs; waited += parts.pauseMs) {
    await world.clock.sleep(parts.pauseMs);
    tally = await world.ledger.tally(sender);
  }
  return { keysOfSender: keysNamed(tally, named), wholeReport: isWhole(tally, report) };
}

/** The key of a version that lives, unless a person took its risk. */
async function livingKey(world: World, { where }: Match): Promise<KeyId | undefined> {
  const { keyId, versionId } = where;
  const version = await world.ledger.version(keyId, versionId);
  if (version === undefined || version.state === 'revoked' || version.state === 'dead') return undefined;
  const incident = version.incidentId && (await world.ledger.incident(keyId, incidentIdOf(keyId, versionId)));
  return incident && incident.decision?.what === 'dismissed' ? undefined : keyId;
}

type Parted = Pick<LeakReport, 'reportId' | 'part'>;

/** The tally once the report stands in it: each of the racing reports decides anew on what the winner wrote. `first` is what was read of it before. */
async function noted(
  world: World,
  of: { sender: string; named: Named; report: Parted; first: Tally | undefined },
): Promise<Tally | undefined> {
  const { sender, named, report } = of;
  for (let round = 0; round < patience; round++) {
    const before = round === 0 ? of.first : await world.ledger.tally(sender);
    const keys = withNamed(before, named);
    const parted = withPart(before, report);
    if (keys === undefined && parted === undefined) return before;
    const after: Tally = {
      sender,
      revision: (before?.revision ?? 0) + 1,
      keys: keys ?? before?.keys ?? [],
      parted: parted ?? before?.parted,
    };
    if (await world.ledger.keepTally(after)) return after;
  }
  throw new RekeyError('contended', `the tally of ${sender} keeps changing: try again`);
}

/** Reports in parts that a tally remembers. */
const reportsKept = 8;

/** The parts counted once this one is; undefined: it was. */
function withPart({ parted = [] }: Pick<Tally, 'parted'> = {}, { reportId, part }: Parted): Tally['parted'] {
  if (part === undefined) return undefined;
  const counted = parted.find((one) => one.reportId === reportId)?.counted ?? [];
  if (counted.includes(part.number)) return undefined;
  const others = parted.filter((one) => one.reportId !== reportId);
  return [{ reportId, counted: [...counted, part.number] }, ...others].slice(0, reportsKept);
}

function isWhole({ parted = [] }: Pick<Tally, 'parted'> = {}, { reportId, part }: Parted): boolean {
  if (part === undefined) return true;
  const counted = parted.find((one) => one.reportId === reportId)?.counted ?? [];
  return counted.length >= part.of;
}
