import type { APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { leakReportRequestSchema } from '../lib/api/leak-report-request';
import { errorAnswerOf } from '../lib/api/server/error-answer-of';
import { requestBody } from '../lib/api/server/request-body';
import { acceptReport } from '../lib/leaks/accept-report';
import { doorOf } from '../lib/model/door-routes';
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

/** `POST /v1/leak/report`, and the doors: accepted and answered before any look-up. */
export const handler = invoked(
  async (event: APIGatewayProxyEventV2WithIAMAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    const door = doorOf(event.routeKey);
    if (door !== undefined) return atDoor(door, event);
    try {
      const contentType = event.headers['content-type'];
      const request = requestBody(leakReportRequestSchema, { body: bodyOf(event), contentType, holdsValues: true });
      return jsonAnswer(202, await acceptReport(await coldStart(), { ...request, actor: actorOf(event) }));
    } catch (error) {
      const { status, body } = errorAnswerOf(error);
      if (status >= 500) telemetry().warn('report not accepted', errorFields(error));
      return jsonAnswer(status, body);
    }
  },
);
