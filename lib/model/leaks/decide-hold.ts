import { brakes } from './brakes';
import type { HeldFor, Verdict } from './incident';

/** What a verdict is held back by, besides what it rests on. */
export interface Restraints {
  /** Distinct keys that the sender named within ten minutes; more may be in parts of the report that were not counted. */
  keysOfSender: number;
  /** False: not all parts of the report could be counted in time. */
  wholeReport: boolean;
  /** Kills of the key within the 24 hours before. */
  earlierKills: number;
}

/** The verdict, or a hold in its place where a person should decide. What there is nothing to do about is not held. */
export function decideHold(verdict: Verdict, restraints: Restraints): Verdict {
  if (verdict.kind !== 'overlap' && verdict.kind !== 'kill') return verdict;
  const { keysOfSender, earlierKills } = restraints;
  const inputs = { ...verdict.inputs, keysOfSender, ...(earlierKills === 0 ? {} : { earlierKills }) };
  const held = heldFor({ ...verdict, inputs }, restraints);
  if (held === undefined) return { ...verdict, inputs };
  const reason = `${held.why}: a person decides whether to ${words[verdict.kind]}. Otherwise: ${verdict.reason}`;
  return { ...verdict, inputs, kind: 'hold', heldFor: held.for, otherwise: verdict.kind, reason };
}

const words = { overlap: 'replace it', kill: 'revoke it' } as const;

function heldFor(
  { kind, inputs }: Verdict,
  { keysOfSender, wholeReport, earlierKills }: Restraints,
): { for: HeldFor; why: string } | undefined {
  const { possession, exposure, trust = 'plain', sender = inputs.attestedBy } = inputs;
  if (keysOfSender > brakes.flood.keys) {
    return { for: 'flood', why: `${sender} named ${keysOfSender} keys or more within ten minutes` };
  }
  if (!wholeReport) return { for: 'flood', why: `not all parts of a long report of ${sender} could be counted` };
  const attested = trust === 'attesting' && exposure === 'public';
  if (kind === 'kill' && !attested && earlierKills >= brakes.kills.most) {
    return { for: 'repeated kills', why: `the key was killed ${earlierKills} times within a day` };
  }
  if (!possession && trust === 'low') return { for: 'low trust', why: `${sender} claims it without the value` };
  return undefined;
}
