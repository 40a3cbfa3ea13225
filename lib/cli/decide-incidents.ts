import type { DecisionAnswer } from '../api/decision-requests';
import type { routes } from '../api/routes';
import { allIncidents } from './api/all-incidents';
import type { CliContext } from './cli-context';
import { CliError } from './cli-error';
import { type ExitCode, exitCode } from './exit-code';
import { incidentArgument } from './incident-argument';

/** Which incidents are meant: one, or all of a sender that are held. */
export interface DecisionTarget {
  id: { key: string; version: string } | undefined;
  allFrom: string | undefined;
}

/** What is decided, in the words of its command. */
export interface Decided {
  route: typeof routes.approveIncident | typeof routes.dismissIncident;
  body: { reason: string; override?: true; as?: 'kill' | 'overlap' };
  /** What is asked before: `Approve`, with what comes of it. */
  question: (what: string) => string;
  /** `approved` */
  done: string;
}

type Outcome = DecisionAnswer | { incidentId: string; error: { code: string; message: string } };

/** Carries a decision out on one incident, or on all that are held for a sender; what failed is listed, and the same command goes on where it stopped. */
export async function decideIncidents(
  cli: CliContext,
  target: DecisionTarget,
  decided: Decided,
): Promise<ExitCode | void> {
  if ((target.id === undefined) === (target.allFrom === undefined)) {
    throw new CliError('usage', 'name an incident, or --all-from SENDER: exactly one of them');
  }
  const { id, allFrom = '' } = target;
  if (id === undefined) return decideAll(cli, allFrom, decided);
  await cli.confirm(decided.question(`${id.key}:${id.version}`));
  const answer = await cli.api.call(decided.route, { ...id, body: decided.body });
  cli.output.result(answer, () => lineOf(answer, decided));
}

async function decideAll(cli: CliContext, sender: string, decided: Decided): Promise<ExitCode> {
  const held = (await allIncidents(cli, { held: 'true' })).filter(({ verdict }) => verdict.inputs.sender === sender);
  if (held.length === 0) {
    throw new CliError('not_found', `nothing is held for ${sender}: "rekey incident list --held" names the senders`);
  }
  await cli.confirm(decided.question(`${held.length} incidents held for ${sender}`));
  const outcomes: Outcome[] = [];
  const failures: CliError[] = [];
  // One after the other: the API takes 25 calls a second from everybody.
  for (const { incidentId } of held) {
    try {
      outcomes.push(await cli.api.call(decided.route, { ...incidentArgument(incidentId), body: decided.body }));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push(error);
      outcomes.push({ incidentId, error: { code: error.code, message: error.message } });
    }
    cli.output.progress(`${decided.done} ${outcomes.length - failures.length} of ${held.length}`);
  }
  cli.output.result({ sender, incidents: outcomes, failed: failures.length }, () =>
    [
      ...outcomes.map((outcome) => ('error' in outcome ? `${outcome.incidentId}: ${outcome.error.message}` : '')),
      `${outcomes.length - failures.length} of ${held.length} incidents ${decided.done}.`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
  if (failures.length === 0) return exitCode.done;
  return failures.some((failure) => failure.exitCode === exitCode.ours) ? exitCode.ours : exitCode.yours;
}

function lineOf({ incidentId, verdict, changed }: DecisionAnswer, { done }: Decided): string {
  if (!changed) return `${incidentId} was ${done} before: nothing was changed.`;
  return verdict === 'dismiss'
    ? `${incidentId} is ${done}: nothing is revoked because of it.`
    : `${incidentId} is ${done} as ${verdict}, and on its way: see "rekey incident show ${incidentId}".`;
}
