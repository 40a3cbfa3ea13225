import type { Context } from 'aws-lambda';
import { RekeyError } from '../../lib/model/rekey-error';
import { errorFields } from './error-fields';
import { telemetry } from './telemetry';
import { tracer } from './tracer';

/**
 * A handler as AWS calls it, inside a span. An error is logged by chosen fields and thrown as one of ours, because the runtime
 * prints whatever is thrown, and a message that we did not write may quote anything.
 */
export function invoked<E, R>(handle: (event: E, context: Context) => Promise<R>) {
  return async (event: E, context: Context): Promise<R> => {
    const spans = tracer();
    const facade = spans?.isTracingEnabled() ? spans.getSegment() : undefined;
    const span = facade?.addNewSubsegment(context.functionName);
    if (span) spans?.setSegment(span);
    try {
      return await handle(event, context);
    } catch (error) {
      const fields = errorFields(error);
      telemetry().warn('invocation failed', fields);
      throw new RekeyError('internal', `invocation failed: ${String(fields['reason'] ?? fields['error'])}`);
    } finally {
      span?.close();
      if (facade) spans?.setSegment(facade);
    }
  };
}
