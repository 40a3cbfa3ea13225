import { Tracer } from '@aws-lambda-powertools/tracer';

let made: Tracer | undefined;

/** The one tracer of this function. It names calls and how long they took; what they carried is never captured. */
export function tracer(): Tracer {
  made ??= new Tracer({ captureHTTPsRequests: false });
  return made;
}
