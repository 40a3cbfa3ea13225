import { GetUserPolicyCommand } from '@aws-sdk/client-iam';
import { IssuerError } from '../../ports/issuer-error';
import { askIfThere, type IamContext } from './iam-context';

/** An inline policy of a user, parsed; undefined: there is none of that name. @throws IssuerError */
export async function readUserPolicy(context: IamContext, user: string, name: string): Promise<unknown> {
  const operation = 'GetUserPolicy';
  const request = new GetUserPolicyCommand({ UserName: user, PolicyName: name });
  const answer = await askIfThere(context, operation, () => context.iam.send(request));
  if (answer === undefined) return undefined;
  const text = answer.PolicyDocument ?? '';
  try {
    // IAM writes it percent-encoded (RFC 3986).
    return JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text));
  } catch {
    throw new IssuerError('fatal', `${context.issuer}: ${operation}: the document of ${name} is no JSON`, {
      operation,
    });
  }
}
