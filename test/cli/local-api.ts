import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { identifyRequestSchema } from '../../lib/api/identify-request';
import { routeKeyOf } from '../../lib/api/route';
import { routes } from '../../lib/api/routes';
import { handleOperatorRequest } from '../../lib/api/server/handle-operator-request';
import type { OperatorAnswer } from '../../lib/api/server/operator-request';
import { identifyValue } from '../../lib/leaks/identify-value';
import { pastedValue } from '../../lib/leaks/pasted-value';
import { MemoryFingerprints } from '../../lib/memory';
import { actorSchema } from '../../lib/model/ids';
import { operatorInstallation, type OperatorInstallation } from '../api/operator-installation';
import { verifySignature } from './verify-signature';

/** The path under which a local endpoint serves an HTTP API. */
export const apiPath = '/_aws/execute-api/a1b2c3/$default';

/** An operator API on a loopback port; it refuses what is not signed with its secret. */
export interface LocalApi extends OperatorInstallation {
  url: string;
  secretAccessKey: string;
  /** Requests that arrived, in order: `PUT /v1/key/shop/flags`. */
  requests: string[];
  /** Under whose key `identify` computes. */
  fingerprints: MemoryFingerprints;
  /** Bodies of leak reports that arrived. */
  leakReports: Record<string, unknown>[];
  /** Answers in place of the API's own, by request; taken once each. */
  answers: Map<string, OperatorAnswer>;
  stop(): Promise<void>;
}

export async function startLocalApi(pageSize?: number): Promise<LocalApi> {
  const installation = await operatorInstallation(pageSize);
  const api: LocalApi = {
    ...installation,
    url: '',
    secretAccessKey: randomBytes(20).toString('hex'),
    requests: [],
    fingerprints: new MemoryFingerprints(randomBytes(32)),
    leakReports: [],
    answers: new Map(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, response) => void serve(api, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${apiPath}`;
  return api;
}

async function serve(api: LocalApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const { method = '', url: target = '', headers } = request;
  const signed = verifySignature({ method, target, headers, body }, api.secretAccessKey);
  const { status, body: answer } = signed
    ? await answerTo(api, method, target, body, headers['content-type'])
    : { status: 403, body: { message: 'Forbidden' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

async function answerTo(
  api: LocalApi,
  method: string,
  target: string,
  body: string,
  contentType: string | undefined,
): Promise<OperatorAnswer> {
  const url = new URL(target, 'http://localhost');
  if (!url.pathname.startsWith(`${apiPath}/`)) return { status: 404, body: { message: 'Not Found' } };
  const path = url.pathname.slice(apiPath.length);
  api.requests.push(`${method} ${path}`);
  const instead = api.answers.get(`${method} ${path}`);
  if (instead !== undefined) {
    api.answers.delete(`${method} ${path}`);
    return instead;
  }
  for (const route of Object.values(routes)) {
    const pattern = route.path.replaceAll(
      /\{(\w+)(\+?)\}/g,
      (_, name: string, rest: string) => `(?<${name}>${rest ? '.+' : '[^/]+'})`,
    );
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (route.method !== method || match === null) continue;
    if (route.name === 'identify') {
      const { value } = identifyRequestSchema.parse(JSON.parse(body));
      const world = { fingerprints: api.fingerprints, profiles: async () => [...api.world.issuers.values()] };
      return { status: 200, body: await identifyValue(world, pastedValue(value)) };
    }
    if (route.name === 'reportLeak') {
      api.leakReports.push(JSON.parse(body) as Record<string, unknown>);
      return { status: 202, body: { reportId: `report-${api.leakReports.length}`, findings: 1 } };
    }
    return handleOperatorRequest(api.world, {
      routeKey: routeKeyOf(route),
      pathParameters: match.groups ?? {},
      query: Object.fromEntries(url.searchParams),
      body,
      actor: actorSchema.parse('arn:aws:iam::123456789012:user/ana'),
      ...(contentType === undefined ? {} : { contentType }),
    });
  }
  return { status: 404, body: { message: 'Not Found' } };
}
