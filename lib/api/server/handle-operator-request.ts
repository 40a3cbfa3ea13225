import type { RedriveWorld } from '../../engine/redrive/redrive-world';
import type { OperatorWorld } from '../../engine/world';
import { deadLetterQueueSchema } from '../../model/work/dead-letter-queue';
import { issuerNameSchema, keyIdSchema, versionIdSchema } from '../../model/ids';
import { manifestInputProblems } from '../../model/manifest/manifest-input-problems';
import { RekeyError } from '../../model/rekey-error';
import { type Route, routeKeyOf } from '../route';
import { type Routes, routes } from '../routes';
import { answerApply } from './answer-apply';
import { answerBacktest } from './answer-backtest';
import { answerApprove, answerDismiss } from './answer-decision';
import { answerDiscover, answerDiscovery } from './answer-discovery';
import { answerDoctor } from './answer-doctor';
import { answerIncident } from './answer-incident';
import { answerIncidentList } from './answer-incident-list';
import { answerInstallationLineage } from './answer-installation-lineage';
import { answerKey } from './answer-key';
import { answerKeyList } from './answer-key-list';
import { answerLineage } from './answer-lineage';
import { answerLocate, answerLocateInKey } from './answer-locate';
import { answerPauseKey, answerPauseWidely, answerResumeKey, answerResumeWidely } from './answer-pause';
import { answerPlan } from './answer-plan';
import { answerDeadLetters, answerRedrive } from './answer-redrive';
import { answerRecover, answerRecovery } from './answer-recovery';
import { answerRelease } from './answer-release';
import { answerRevoke } from './answer-revoke';
import { answerRollBack } from './answer-roll-back';
import { answerRotate } from './answer-rotate';
import { errorAnswerOf } from './error-answer-of';
import type { OperatorAnswer, OperatorCall, OperatorRequest, OperatorSettings } from './operator-request';
import { pathParameter } from './path-parameter';
import { RefusedRequest } from './refused-request';
import { requestBody } from './request-body';

/** Answers one request of the operator API. Never throws: a failure is an answer, and the log's. */
export async function handleOperatorRequest(
  world: OperatorWorld & RedriveWorld,
  request: OperatorRequest,
  settings: OperatorSettings = {},
): Promise<OperatorAnswer> {
  try {
    const { route, answer } = operationOf(request.routeKey);
    const body = await answer({
      world,
      settings,
      actor: request.actor,
      keyId: () => pathParameter(keyIdSchema, 'key', request.pathParameters?.['key']),
      versionId: () => pathParameter(versionIdSchema, 'version', request.pathParameters?.['version']),
      queue: () => pathParameter(deadLetterQueueSchema, 'queue', request.pathParameters?.['queue']),
      issuer: () => pathParameter(issuerNameSchema, 'issuer', request.pathParameters?.['issuer']),
      query: queryOf(route, request.query ?? {}),
      body: route.request === undefined ? undefined : requestBody(route.request, request),
    });
    // What the schema does not name does not leave the house.
    return { status: route.status, body: route.response.parse(body) };
  } catch (error) {
    const answer = errorAnswerOf(error);
    if (answer.status >= 500) world.telemetry.warn('operator request failed', failureFields(request, error));
    return answer;
  }
}

// The bodies that answers take are what their own route's schema gives, so the one cast is made here.
type Answer = (call: OperatorCall) => unknown;
type Answered = { [N in keyof Routes]: Routes[N]['answeredBy'] extends 'operate' ? N : never }[keyof Routes];
const answers: Record<Answered, Answer> = {
  applyKey: answerApply,
  planKey: answerPlan,
  showKey: answerKey,
  listKeys: answerKeyList,
  rotateKey: answerRotate as Answer,
  rollBackKey: answerRollBack as Answer,
  revokeKey: answerRevoke as Answer,
  pauseKey: answerPauseKey as Answer,
  resumeKey: answerResumeKey,
  pauseWidely: answerPauseWidely as Answer,
  resumeWidely: answerResumeWidely as Answer,
  releaseKey: answerRelease as Answer,
  lineage: answerLineage,
  installationLineage: answerInstallationLineage,
  listIncidents: answerIncidentList,
  incidentsOfKey: async (call) => ({ incidents: (await answerKey(call)).incidents }),
  showIncident: answerIncident,
  approveIncident: answerApprove as Answer,
  dismissIncident: answerDismiss as Answer,
  locate: answerLocate as Answer,
  locateInKey: answerLocateInKey as Answer,
  deadLetters: answerDeadLetters,
  redrive: answerRedrive as Answer,
  backtestKey: answerBacktest,
  discover: answerDiscover,
  showDiscovery: answerDiscovery,
  recover: answerRecover as Answer,
  recovery: answerRecovery,
  doctor: answerDoctor,
};

function operationOf(routeKey: string): { route: Route; answer: Answer } {
  for (const route of Object.values(routes)) {
    if (route.answeredBy === 'operate' && routeKeyOf(route) === routeKey) {
      return { route, answer: answers[route.name] };
    }
  }
  throw new RefusedRequest(404, 'there is no such operation: see docs/openapi.json');
}

function queryOf(route: Route, query: NonNullable<OperatorRequest['query']>): OperatorCall['query'] {
  if (route.query === undefined) return {};
  const parsed = route.query.safeParse(query);
  if (parsed.success) return parsed.data as OperatorCall['query'];
  throw new RekeyError('bad_input', 'the query is not understood', {
    problems: manifestInputProblems(route.query, query, parsed.error),
  });
}

/** The kind of error only: a message of an error that nobody foresaw may quote anything. */
function failureFields(request: OperatorRequest, error: unknown): Record<string, string | undefined> {
  const name = error instanceof Error ? error.name : typeof error;
  return { routeKey: request.routeKey, error: error instanceof RekeyError ? `${error.code}: ${error.message}` : name };
}
