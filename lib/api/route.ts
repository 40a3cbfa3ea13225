import type { z } from 'zod';

/** One operation of the operator API: where it is, what it takes and answers, and who answers it. */
export interface Route {
  /** Name of the operation in OpenAPI: `rotateKey`. */
  readonly name: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Path with API Gateway's variables: verb first, key last, `/v1/rotate/{key+}`. */
  readonly path: string;
  readonly summary: string;
  /** Which function answers: `intake` handles values and reads no ledger, `operate` the opposite. */
  readonly answeredBy: 'operate' | 'intake';
  /** Schema of the JSON body; absent: no body. */
  readonly request?: z.ZodType;
  /** Query parameters, all text and optional. */
  readonly query?: z.ZodObject;
  readonly response: z.ZodType;
  /** Status of success. */
  readonly status: 200 | 202;
}

/** What an API Gateway HTTP API calls the route: `POST /v1/rotate/{key+}`. */
export function routeKeyOf(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}
