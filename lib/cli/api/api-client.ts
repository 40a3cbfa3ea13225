import type { z } from 'zod';
import type { Route } from '../../api/route';
import { CliError } from '../cli-error';
import type { CallerCredentials, CliWorld } from '../cli-world';
import type { ApiAddress } from './api-address';
import { operationPath } from './operation-path';
import { refusalOf } from './refusal-of';
import { signRequest } from './sign-request';

/** Tries of one request; every operation may be repeated. */
const tries = 3;
/** An API Gateway HTTP API gives up after 30 s (its quota). */
const timeoutMs = 35_000;

/** What one call needs besides its route. */
export interface CallInput {
  key?: string;
  version?: string;
  queue?: string;
  issuer?: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
}

/** An answer, and the server's clock in milliseconds since 1970 where it told it. */
export interface Answered<T> {
  answer: T;
  serverTime: number | undefined;
}

/** The operator API as the command line sees it: signed, checked on the way back, repeated when it was not there. */
export class ApiClient {
  #credentials: Promise<CallerCredentials> | undefined;

  constructor(
    private readonly world: CliWorld,
    private readonly address: ApiAddress,
  ) {}

  /** @throws CliError */
  async call<R extends Route>(route: R, input: CallInput = {}): Promise<z.output<R['response']>> {
    return (await this.exchange(route, input)).answer;
  }

  /** @throws CliError */
  async exchange<R extends Route>(route: R, input: CallInput = {}): Promise<Answered<z.output<R['response']>>> {
    const { key = '', version = '', queue = '', issuer = '' } = input;
    const parameters = { key, version, queue, issuer };
    const { path, query } = operationPath(route, parameters, input.query);
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(route, { method: route.method, path, query, body });
      } catch (error) {
        const again = error instanceof CliError && ['unavailable', 'contended', 'unreachable'].includes(error.code);
        if (!again || attempt === tries) throw error;
        await this.world.sleep(250 * 4 ** attempt);
      }
    }
  }

  /** The caller's credentials, looked up once. @throws CliError `credentials` */
  credentials(): Promise<CallerCredentials> {
    this.#credentials ??= this.world.credentials().catch((cause: unknown) => {
      const message = 'no AWS credentials: set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in with "aws sso login"';
      throw new CliError('credentials', message, { cause });
    });
    return this.#credentials;
  }

  async #once<R extends Route>(
    route: R,
    request: Parameters<typeof signRequest>[1],
  ): Promise<Answered<z.output<R['response']>>> {
    const signed = await signRequest(this.address, request, await this.credentials(), new Date(this.world.now()));
    const response = await this.#send(signed, request);
    const dated = Date.parse(response.headers.get('date') ?? '');
    const serverTime = Number.isNaN(dated) ? undefined : dated;
    const text = await response.text();
    const body = parseJson(text);
    if (!response.ok) throw refusalOf(route, response.status, body, serverTime);
    const parsed = route.response.safeParse(body);
    if (!parsed.success) {
      const message = 'the operator API answered what this rekey does not understand: are they the same version?';
      throw new CliError('internal', message, { serverTime });
    }
    return { answer: parsed.data as z.output<R['response']>, serverTime };
  }

  async #send(
    signed: { url: string; headers: Record<string, string> },
    request: { method: string; body?: string | undefined },
  ): Promise<Response> {
    try {
      return await this.world.fetch(signed.url, {
        method: request.method,
        headers: signed.headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'error', // a signature is for one address
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new CliError('unreachable', `no answer from ${this.address.url.origin}: is the address right?`, { cause });
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
