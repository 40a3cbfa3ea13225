import { errorAnswerSchema } from '../../api/answers/error-answer';
import { type Route } from '../../api/route';
import { CliError } from '../cli-error';

/** The error that an answer without success stands for: the API's own, or API Gateway's before it. */
export function refusalOf(route: Route, status: number, body: unknown, serverTime: number | undefined): CliError {
  const ours = errorAnswerSchema.safeParse(body);
  if (ours.success) {
    const { code, message, problems } = ours.data.error;
    return new CliError(code, message, { problems, serverTime });
  }
  if (status === 403 || status === 401) {
    return new CliError(
      'forbidden',
      `not allowed: your IAM policy needs execute-api:Invoke on .../${route.method}${route.path.replace('+}', '}')}${reasonIn(body)}`,
      { serverTime },
    );
  }
  if (status === 404) return new CliError('unreachable', 'there is no operator API at this address', { serverTime });
  return new CliError('unavailable', `the operator API answered ${status}: try again, then look at its log`, {
    serverTime,
  });
}

/** API Gateway's own word, which tells a wrong clock or an expired token from a missing right. */
function reasonIn(body: unknown): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'string' ? ` (${message.slice(0, 200)})` : '';
}
