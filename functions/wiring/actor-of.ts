import type { APIGatewayProxyEventV2WithIAMAuthorizer } from 'aws-lambda';
import { type Actor, actorSchema } from '../../lib/model/ids';

/** The caller as API Gateway proved it. @throws when the route has no IAM authoriser: nobody is better than anybody */
export function actorOf(event: APIGatewayProxyEventV2WithIAMAuthorizer): Actor {
  return actorSchema.parse(event.requestContext.authorizer.iam.userArn);
}
