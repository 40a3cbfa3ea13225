import { formatDuration } from '../duration';
import type { Consumer, Manifest } from './manifest';
import type { Problem } from '../rekey-error';
import { type IssuerTiming, intervalSeconds, marginSeconds, sweepPeriodSeconds } from '../schedule/schedule';

/** What an issuer and the installation allow. */
export interface PolicyLimits extends IssuerTiming {
  /** Longest life the issuer gives a credential, in seconds; absent: no limit known. */
  maxExpirySeconds?: number;
  /** Shortest time between two rotations, in seconds: 1200, because Secrets Manager prunes no version under 24 h and keeps 100. */
  minimumIntervalSeconds: number;
}

/** Why a policy cannot hold, naming the field and the remedy; empty when it can. */
export function policyProblems(manifest: Manifest, limits: PolicyLimits): Problem[] {
  const problems: Problem[] = [];
  const { maxAgeSeconds, overlapSeconds } = manifest;
  const slowest = slowestConsumer(manifest.consumers);
  if (slowest !== undefined && overlapSeconds < 2 * slowest.delaySeconds) {
    problems.push({
      field: 'overlap',
      message: `${formatDuration(overlapSeconds)} is under twice the ${formatDuration(slowest.delaySeconds)} that consumer ${slowest.name} takes to notice a new value: make it ${formatDuration(2 * slowest.delaySeconds)} or longer`,
    });
  }
  if (overlapSeconds >= maxAgeSeconds) {
    problems.push({
      field: 'overlap',
      message: `${formatDuration(overlapSeconds)} is not shorter than maxAge ${formatDuration(maxAgeSeconds)}: raise maxAge, or lower the overlap`,
    });
  } else if (intervalSeconds(manifest, limits) < limits.minimumIntervalSeconds) {
    const needed = leastMaxAge(manifest, limits);
    problems.push({
      field: 'maxAge',
      message: `${formatDuration(maxAgeSeconds)} leaves ${Math.max(0, Math.floor(intervalSeconds(manifest, limits)))}s between rotations, after overlap ${formatDuration(overlapSeconds)} and margin ${formatDuration(marginSeconds(manifest, limits))}; the least is ${formatDuration(limits.minimumIntervalSeconds)}: make maxAge ${formatDuration(needed)} or longer, or lower the overlap`,
    });
  }
  if (limits.maxExpirySeconds !== undefined && maxAgeSeconds > limits.maxExpirySeconds) {
    problems.push({
      field: 'maxAge',
      message: `${formatDuration(maxAgeSeconds)} is longer than issuer ${manifest.issuer} lets a credential live: make it ${formatDuration(limits.maxExpirySeconds)} or shorter`,
    });
  }
  return problems;
}

function slowestConsumer(consumers: readonly Consumer[]): Consumer | undefined {
  return consumers.reduce<Consumer | undefined>(
    (a, b) => (a === undefined || b.delaySeconds > a.delaySeconds ? b : a),
    undefined,
  );
}

/** The smallest whole number of seconds at which the interval fits, the allowance for retries growing with the age. */
function leastMaxAge(manifest: Manifest, limits: PolicyLimits): number {
  const { activationSeconds, revocationSeconds, quarantineSeconds = 0, minimumIntervalSeconds } = limits;
  const timing = sweepPeriodSeconds + activationSeconds + revocationSeconds + quarantineSeconds;
  const fixed = manifest.overlapSeconds + timing + minimumIntervalSeconds;
  return Math.min(Math.ceil((fixed + 1) / 0.98), fixed + 86_400);
}
