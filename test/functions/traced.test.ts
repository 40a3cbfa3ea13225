import { SSMClient } from '@aws-sdk/client-ssm';

const variables = ['POWERTOOLS_TRACE_ENABLED', 'AWS_EXECUTION_ENV'] as const;
const before = variables.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** Middleware of a client as the functions have it, and whether the hooks of the X-Ray SDK are there, in a process that was just begun. */
function inFreshProcess(traceEnabled: 'true' | 'false'): { middleware: string[]; hooked: boolean } {
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
  process.env['POWERTOOLS_TRACE_ENABLED'] = traceEnabled;
  let middleware: string[] = [];
  jest.isolateModules(() => {
    const { traced } = require('../../functions/wiring/traced') as typeof import('../../functions/wiring/traced');
    middleware = traced(new SSMClient({ region: 'us-east-1' })).middlewareStack.identify();
  });
  return { middleware, hooked: 'namespaces' in process };
}

describe('a client of a function', () => {
  it('is left as it is where there are no spans, and nothing of X-Ray is loaded; it makes spans otherwise', () => {
    const without = inFreshProcess('false');
    expect(without.middleware.join()).not.toMatch(/XRay/);
    expect(without.hooked).toBe(false);

    const withSpans = inFreshProcess('true');
    expect(withSpans.middleware.join()).toMatch(/XRay/);
    expect(withSpans.hooked).toBe(true);
  });
});
