import type { APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { identifyRequestSchema } from '../lib/api/identify-request';
import { leakReportRequestSchema } from '../lib/api/leak-report-request';
import { routeKeyOf } from '../lib/api/route';
import { routes } from '../lib/api/routes';
import { errorAnswerOf } from '../lib/api/server/error-answer-of';
import { requestBody } from '../lib/api/server/request-body';
import { acceptReport } from '../lib/leaks/accept-report';
import { identifyValue } from '../lib/leaks/identify-value';
import { pastedValue } from '../lib/leaks/pasted-value';
import { doorOf } from '../lib/model/leaks/door-routes';
import { actorOf } from './wiring/actor-of';
import { atDoor } from './wiring/at-door';
import { bodyOf } from './wiring/body-of';
import { errorFields } from './wiring/error-fields';
import { intakeWorld } from './wiring/intake-world';
import { invoked } from './wiring/invoked';
import { jsonAnswer } from './wiring/json-answer';
import { once } from './wiring/once';
import { telemetry } from './wiring/telemetry';

const coldStart = once(intakeWorld);

type Event = APIGatewayProxyEventV2WithIAMAuthorizer;

/** `POST /v1/leak/report`, `POST /v1/identify` and the doors: whatever brings values, and looks nothing up. */
export const handler = invoked(async (event: Event): Promise<APIGatewayProxyStructuredResultV2> => {
  const door = doorOf(event.routeKey);
  if (door !== undefined) return atDoor(door, event);
  try {
    return event.routeKey === routeKeyOf(routes.identify) ? await identify(event) : await report(event);
  } catch (error) {
    const { status, body } = errorAnswerOf(error);
    if (status >= 500) telemetry().warn('value not taken', { route: event.routeKey, ...errorFields(error) });
    return jsonAnswer(status, body);
  }
});

async function report(event: Event): Promise<APIGatewayProxyStructuredResultV2> {
  const request = requestBody(leakReportRequestSchema, bodyIn(event));
  return jsonAnswer(202, await acceptReport(await coldStart(), { ...request, actor: actorOf(event) }));
}

async function identify(event: Event): Promise<APIGatewayProxyStructuredResultV2> {
  const { value } = requestBody(identifyRequestSchema, bodyIn(event));
  return jsonAnswer(200, await identifyValue(await coldStart(), pastedValue(value)));
}

function bodyIn(event: Event) {
  return { body: bodyOf(event), contentType: event.headers['content-type'], holdsValues: true };
}
