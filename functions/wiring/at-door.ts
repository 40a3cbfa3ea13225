import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerDoor } from '../../lib/leaks/doors/answer-door';
import type { DoorName } from '../../lib/model/leaks/door-routes';
import { doorWorld } from './door-world';
import { errorFields } from './error-fields';
import { jsonAnswer } from './json-answer';
import { once } from './once';
import { telemetry } from './telemetry';

const coldStarts = { github: once(() => doorWorld('github')), report: once(() => doorWorld('report')) };

/** Answers whoever knocks at a door, with texts that tell nothing. */
export async function atDoor(
  door: DoorName,
  event: Pick<APIGatewayProxyEventV2, 'headers' | 'body' | 'isBase64Encoded'>,
): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const answer = await answerDoor(door, await coldStarts[door](), { headers: event.headers, body });
    if (answer.kind === 'accepted') return jsonAnswer(202, { accepted: true });
    return jsonAnswer(answer.status, { accepted: false, message: 'not accepted: see docs/leaks.md' });
  } catch (error) {
    telemetry().warn('report not accepted', { door, ...errorFields(error) });
    return jsonAnswer(503, { accepted: false, message: 'not accepted for now: send it again' });
  }
}
