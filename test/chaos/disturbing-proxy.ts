import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to one request: on its way there, or to its answer on the way back. */
export type Trouble =
  /** The connection is cut before the request goes on. */
  | { kind: 'not reached' }
  /** It is carried out, then the connection is cut. */
  | { kind: 'answer lost' }
  /** It is carried out twice; the second answer comes back. */
  | { kind: 'doubled' }
  /** It is carried out, and half of the answer's body comes back. */
  | { kind: 'cut short' }
  /** It waits so long before it goes on. */
  | { kind: 'delayed'; milliseconds: number }
  /** It goes no further, and this comes back. */
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string };

/** A proxy between somebody and a server on this machine, that troubles what passes. */
export interface DisturbingProxy {
  url: string;
  /** How often each kind of trouble was made so far, and how many requests passed unharmed. */
  counts: Readonly<Record<string, number>>;
  /** Passes everything on as it is from now on. */
  calm(): void;
  stop(): Promise<void>;
}

/** Starts a proxy on a free port. `target` may become known later; `choose` says what becomes of a request, undefined: nothing. */
export async function startDisturbingProxy(of: {
  target: () => string | undefined;
  choose: (request: IncomingMessage) => Trouble | undefined;
}): Promise<DisturbingProxy> {
  const counts: Record<string, number> = {};
  // Kept open: a new connection for each call would be the slowest thing here.
  const agent = new http.Agent({ keepAlive: true });
  let quiet = false;
  const server = http.createServer((request, response) => {
    const trouble = quiet ? undefined : of.choose(request);
    const kind = trouble?.kind ?? 'passed';
    counts[kind] = (counts[kind] ?? 0) + 1;
    const target = of.target();
    if (target === undefined) return void response.writeHead(503).end();
    pass({ request, response, target, agent, trouble }).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    calm: () => {
      quiet = true;
    },
    stop: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Passing {
  request: IncomingMessage;
  response: ServerResponse;
  target: string;
  agent: http.Agent;
  trouble: Trouble | undefined;
}

async function pass({ request, response, target, agent, trouble }: Passing): Promise<void> {
  const body = await bodyOf(request);
  const forward = () => ask(target, agent, request, body);
  switch (trouble?.kind) {
    case 'not reached':
      return void response.destroy();
    case 'answered':
      return void response.writeHead(trouble.status, trouble.headers).end(trouble.body);
    case 'answer lost':
      await forward();
      return void response.destroy();
    case 'doubled':
      await forward();
      break;
    case 'delayed':
      await delay(trouble.milliseconds);
      break;
    case 'cut short':
    case undefined:
      break;
  }
  const answer = await forward();
  response.writeHead(answer.status, answer.headers);
  if (trouble?.kind !== 'cut short' || answer.body.length < 2) return void response.end(answer.body);
  response.write(answer.body.subarray(0, answer.body.length / 2), () => response.destroy());
}

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** The headers go on as they came, the name of the host among them: it is part of what was signed. */
async function ask(target: string, agent: http.Agent, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const { hostname, port } = new URL(target);
  const { method, url: path, headers } = request;
  const sent = http.request({ hostname, port, method, path, headers, agent });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
