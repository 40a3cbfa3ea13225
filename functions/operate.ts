import type { APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handleOperatorRequest } from '../lib/api/server/handle-operator-request';
import { actorOf } from './wiring/actor-of';
import { bodyOf } from './wiring/body-of';
import { invoked } from './wiring/invoked';
import { jsonAnswer } from './wiring/json-answer';
import { once } from './wiring/once';
import { operatorWorld } from './wiring/operator-world';

const coldStart = once(operatorWorld);

/** All routes of the operator API but the leak report. */
export const handler = invoked(
  async (event: APIGatewayProxyEventV2WithIAMAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    const { world, settings } = await coldStart();
    const request = {
      routeKey: event.routeKey,
      pathParameters: event.pathParameters,
      query: event.queryStringParameters,
      contentType: event.headers['content-type'],
      body: bodyOf(event),
      actor: actorOf(event),
    };
    const { status, body } = await handleOperatorRequest(world, request, settings);
    return jsonAnswer(status, body);
  },
);
