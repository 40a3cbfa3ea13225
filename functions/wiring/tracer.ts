import type { Tracer } from '@aws-lambda-powertools/tracer';

let made: Tracer | undefined;

/**
 * The one tracer of this function. It names calls and how long they took; what they carried is never captured. Undefined where
 * POWERTOOLS_TRACE_ENABLED is "false": then nothing of X-Ray is loaded, since its hooks, once there, are called for every promise.
 */
export function tracer(): Tracer | undefined {
  if (process.env['POWERTOOLS_TRACE_ENABLED'] === 'false') return undefined;
  made ??= load();
  return made;
}

function load(): Tracer {
  const powertools = require('@aws-lambda-powertools/tracer') as typeof import('@aws-lambda-powertools/tracer');
  return new powertools.Tracer({ captureHTTPsRequests: false });
}
