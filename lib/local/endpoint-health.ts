import { z } from 'zod';

/** What an endpoint says of itself. */
export interface EndpointHealth {
  kind: 'ministack' | 'localstack' | 'unknown';
  /** `unknown` when it does not say. */
  version: string;
  /** Whether calls are checked against IAM policies; false when it does not say. */
  iamEnforced: boolean;
  /** A free text that was given to it when it was started. */
  edition?: string;
}

const healthSchema = z.object({
  version: z.string().optional(),
  edition: z.string().optional(),
  auth: z.string().optional(),
});

/** Asks an endpoint what it is; undefined when nothing answers within `timeoutMs`. */
export async function endpointHealth(url: string, timeoutMs = 3000): Promise<EndpointHealth | undefined> {
  // MiniStack answers LocalStack's path as well, so its own is asked first.
  for (const [kind, path] of [
    ['ministack', '/_ministack/health'],
    ['localstack', '/_localstack/health'],
  ] as const) {
    const answer = await ask(new URL(path, url), timeoutMs);
    if (answer === 'silent') return undefined;
    if (answer !== 'other') {
      return {
        kind,
        version: answer.version ?? 'unknown',
        iamEnforced: answer.auth === 'enabled',
        edition: answer.edition,
      };
    }
  }
  return { kind: 'unknown', version: 'unknown', iamEnforced: false };
}

async function ask(url: URL, timeoutMs: number): Promise<z.infer<typeof healthSchema> | 'silent' | 'other'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.text();
    if (!response.ok) return 'other';
    return healthSchema.extend({ services: z.record(z.string(), z.unknown()) }).parse(JSON.parse(body));
  } catch (error) {
    // fetch itself fails with a TypeError, or a TimeoutError of its signal: nobody is there. An answer of another form is somebody.
    return error instanceof SyntaxError || error instanceof z.ZodError ? 'other' : 'silent';
  }
}
