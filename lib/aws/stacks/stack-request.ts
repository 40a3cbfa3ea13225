import { z } from 'zod';
import { type Registration, registrationSchema } from '../../model/registration/registration';
import { SecretValue } from '../../model/secret-value';

/** A registration, and where CloudFormation waits for its answer: a pre-signed address, with which anybody could answer. */
export interface StackRequest {
  registration: Registration;
  requestId: string;
  answerTo: SecretValue;
}

const messageSchema = z.object({
  registration: registrationSchema,
  requestId: z.string(),
  answerTo: z.string().transform((url) => new SecretValue(url)),
});

/** The request in the body of a message. @throws ZodError */
export function readStackRequest(body: string): StackRequest {
  return messageSchema.parse(JSON.parse(body));
}

/** The body of a message; the queue is encrypted, and keeps it for an hour. */
export function stackRequestBody({ answerTo, ...request }: StackRequest): string {
  return JSON.stringify({ ...request, answerTo: answerTo.reveal() });
}
