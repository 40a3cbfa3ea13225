import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { formatDuration } from '../../model/duration';
import { keyIdSchema } from '../../model/ids';
import { parseManifest } from '../../model/manifest/manifest-input';
import { policyProblems } from '../../model/manifest/policy-problems';
import type { Problem } from '../../model/rekey-error';
import type { OrgKeyManifest } from './org-key-props';

/** The declaration as a keys file would have it: JSON, with durations as text. @throws Error with every problem, each by its property and with the remedy. What only a deployment knows is passed on unseen */
export function orgKeyManifest(key: string, manifest: OrgKeyManifest): unknown {
  const problems: Problem[] = [];
  const input = plain(manifest, '', problems);
  problems.push(...idProblems(key), ...declaredProblems(input));
  const known = problems.filter(({ field }) => !isUnresolvedAt(input, field));
  if (known.length === 0) return input;
  const list = known.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
  throw new Error(`OrgKey ${key} cannot be declared:\n${list}`);
}

function idProblems(key: string): Problem[] {
  const parsed = keyIdSchema.safeParse(key);
  if (parsed.success || Token.isUnresolved(key)) return [];
  return [{ field: 'key', message: parsed.error.issues[0]?.message ?? 'is no id of a key' }];
}

/** What the issuer and the installation allow is not known here: only what no issuer could make good. */
function declaredProblems(input: unknown): Problem[] {
  const parsed = parseManifest(input);
  if ('problems' in parsed) return parsed.problems;
  const unlimited = { activationSeconds: 0, revocationSeconds: 0, minimumIntervalSeconds: 0 };
  return policyProblems(parsed.manifest, unlimited).filter(({ field }) => field === 'overlap');
}

function plain(value: unknown, field: string, problems: Problem[]): unknown {
  if (value instanceof Duration) return durationText(value, field, problems);
  if (Array.isArray(value)) return value.map((one, index) => plain(one, `${field}[${index}]`, problems));
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const under = field === '' ? '' : `${field}.`;
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner, `${under}${name}`, problems)]));
}

/** Exactly the declared time: a duration in parts of a second, or one that only a deployment knows, is refused. */
function durationText(duration: Duration, field: string, problems: Problem[]): string {
  const seconds = duration.isUnresolved() ? Number.NaN : duration.toMilliseconds({ integral: false }) / 1000;
  if (Number.isInteger(seconds)) return formatDuration(seconds);
  const message = duration.isUnresolved()
    ? 'has to be known when the app is synthesised: write it as a number'
    : `${seconds}s is no whole number of seconds: round it`;
  problems.push({ field, message });
  return '1d'; // one problem a property is enough
}

function isUnresolvedAt(input: unknown, field: string): boolean {
  const path = [...field.matchAll(/[^.[\]]+/g)].map(([part]) => part);
  const value = path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    input,
  );
  return Token.isUnresolved(value);
}
