import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the GitHub of tests knows of an alert; further fields are answered as they are. */
export interface ServedAlert {
  secret: string;
  publicly_leaked?: boolean | null;
  is_base64_encoded?: boolean;
  [field: string]: unknown;
}

/** A GitHub of one's own on a loopback port: alerts and their places, for whoever has the token. */
export interface GithubServer {
  url: string;
  token: string;
  /** By `owner/repository#number`. */
  alerts: Map<string, ServedAlert>;
  /** Places of an alert, by the same name. */
  places: Map<string, unknown[]>;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** Answers every request with this instead. */
  answerWith?: { status: number; headers?: Record<string, string>; body?: string };
  stop(): Promise<void>;
}

/** Starts it. */
export async function startGithubServer(): Promise<GithubServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    github.asked.push(url.pathname);
    const answer = github.answerWith ?? answerTo(url.pathname, request.headers.authorization);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body);
  });
  const answerTo = (path: string, authorization: string | undefined): NonNullable<GithubServer['answerWith']> => {
    if (authorization !== `Bearer ${github.token}`) return { status: 401, body: '{"message":"Bad credentials"}' };
    const [, repository, number, rest] =
      /^\/repos\/([^/]+\/[^/]+)\/secret-scanning\/alerts\/(\d+)(\/locations)?$/.exec(path) ?? [];
    const name = `${repository}#${number}`;
    const alert = github.alerts.get(name);
    const found = rest === undefined ? alert && { number: Number(number), ...alert } : github.places.get(name);
    if (found === undefined) return { status: 404, body: '{"message":"Not Found"}' };
    return { status: 200, body: JSON.stringify(found) };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const github: GithubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: randomBytes(20).toString('hex'),
    alerts: new Map(),
    places: new Map(),
    asked: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return github;
}
