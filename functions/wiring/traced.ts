import { tracer } from './tracer';

/** The client, each of whose calls is a span, if there are spans. */
export function traced<C extends object>(client: C): C {
  return tracer()?.captureAWSv3Client(client) ?? client;
}
