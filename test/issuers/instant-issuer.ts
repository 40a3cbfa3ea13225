import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretValue } from '../../lib/model/secret-value';
import type { Disturbance, InstantCall, InstantOperation, InstantOptions, InstantToken } from './instant-api';

/** A running instant issuer. */
export interface InstantIssuer {
  url: string;
  adminToken: SecretValue;
  /** Every request so far, in order; from the one of this number on. @default 0, the first */
  calls(from?: number): InstantCall[];
  /** Tokens that exist, without their values. */
  tokens(): (Omit<InstantToken, 'value'> & { value: undefined })[];
  /** Every value it ever made, in the order made; those too that nobody got to see. */
  issued(): SecretValue[];
  /** Whether a value is accepted at this moment. */
  accepts(value: SecretValue): boolean;
  /** The id of the token that has this value now; undefined: none is accepted with it. */
  idOf(value: SecretValue): string | undefined;
  /** A token that somebody made by hand, some time ago. */
  makeByHand(of: { label: string; scopes: string[]; createdAt: string }): { id: string; value: SecretValue };
  /** Has no tokens any more. */
  forget(): void;
  disturb(by: Disturbance): void;
  /** Another admin credential from now on; gives it. */
  exchangeAdmin(): SecretValue;
  stop(): Promise<void>;
}

/** Starts an issuer on a free loopback port that refuses a token at once when it was deleted, unless it is told to misbehave. Its catalogue is examples/issuer/instant.yaml. */
export async function startInstantIssuer(options: InstantOptions = {}): Promise<InstantIssuer> {
  const state: State = { options, admin: freshAdmin(), tokens: [], gone: [], issued: [], calls: [], disturbances: [] };
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    adminToken: new SecretValue(state.admin),
    calls: (from) => state.calls.slice(from),
    tokens: () => state.tokens.map((token) => ({ ...token, value: undefined })),
    issued: () => state.issued.map((value) => new SecretValue(value)),
    accepts: (value) => accepted(state, value.reveal()) !== undefined,
    idOf: (value) => accepted(state, value.reveal())?.id,
    makeByHand: (of) => {
      const made = add(state, of);
      return { id: made.id, value: new SecretValue(made.value) };
    },
    forget: () => void state.tokens.splice(0),
    disturb: (by) => void state.disturbances.push({ times: 1, ...by }),
    exchangeAdmin: () => {
      state.admin = freshAdmin();
      return new SecretValue(state.admin);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface State {
  options: InstantOptions;
  admin: string;
  tokens: InstantToken[];
  gone: InstantToken[];
  issued: string[];
  calls: InstantCall[];
  disturbances: Disturbance[];
}

interface Reply {
  status: number;
  body?: unknown;
  /** Id of the token that was minted. */
  made?: string;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedAt = new Date().toISOString();
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await bodyOf(request);
  const operation = operationOf(request.method ?? '', url.pathname);
  const disturbance = operation && take(state, operation);
  const delayMs = (state.options.latencyMs ?? 0) + (disturbance?.delayMs ?? 0);
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  const done = (status: number, made?: string): void => {
    if (operation === undefined) return;
    const label = typeof body['label'] === 'string' ? body['label'] : (url.searchParams.get('label') ?? undefined);
    const id = made ?? url.pathname.split('/')[3];
    state.calls.push({ operation, arrivedAt, at: new Date().toISOString(), status, label, ...(id && { id }) });
  };
  if (disturbance?.answer) {
    done(disturbance.answer.status);
    response.writeHead(disturbance.answer.status, disturbance.answer.headers).end(disturbance.answer.body ?? '');
    return;
  }
  const reply = operation ? act(state, operation, url, body, request, disturbance) : { status: 404 };
  done(disturbance?.dropAfterEffect ? 0 : reply.status, reply.made);
  if (disturbance?.dropAfterEffect) {
    request.socket.destroy();
    return;
  }
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  response.end(disturbance?.replaceBody ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)));
}

function act(
  state: State,
  operation: InstantOperation,
  url: URL,
  body: Record<string, unknown>,
  request: IncomingMessage,
  disturbance: Disturbance | undefined,
): Reply {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (operation === 'whoami') {
    const token = accepted(state, bearer);
    return token === undefined ? { status: 401 } : { status: 200, body: { id: token.id, scopes: token.scopes } };
  }
  if (!equal(bearer, state.admin)) return { status: 401 };
  const id = url.pathname.split('/')[3] ?? '';
  const index = state.tokens.findIndex((token) => token.id === id);
  const token = state.tokens[index];
  switch (operation) {
    case 'mint':
      return mint(state, body, disturbance?.widenBy ?? []);
    case 'list':
      return list(state, url.searchParams);
    case 'inspect':
      return token === undefined ? { status: 404 } : { status: 200, body: shown(token) };
    case 'roll':
      return token === undefined ? { status: 404 } : roll(state, token, body);
    case 'off':
      if (token !== undefined) token.state = 'off';
      return { status: token === undefined ? 404 : 204 };
    case 'delete': {
      if (token === undefined) return { status: 404 };
      state.tokens.splice(index, 1);
      const deadAtMs = Date.now() + (state.options.revocationLagMs ?? 0);
      for (const former of state.gone)
        if (former.id === id) former.deadAtMs = Math.min(former.deadAtMs ?? deadAtMs, deadAtMs);
      state.gone.push({ ...token, deadAtMs });
      return { status: 204 };
    }
  }
}

function mint(state: State, body: Record<string, unknown>, widenBy: string[]): Reply {
  const { label, scopes, expires_at: expiresAt } = body;
  if (typeof label !== 'string' || !Array.isArray(scopes)) return { status: 400, body: { error: 'bad_request' } };
  if (scopes.includes('unknown')) return { status: 422, body: { error: 'unknown_scope' } };
  if (state.tokens.length >= (state.options.capacity ?? Number.POSITIVE_INFINITY)) {
    return { status: 403, body: { error: 'limit_reached' } };
  }
  const token = add(state, {
    label,
    scopes: [...(scopes as string[]), ...widenBy],
    createdAt: new Date().toISOString(),
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
  });
  return { status: 201, made: token.id, body: { ...shown(token), token: token.value } };
}

/** Another value for the same token; the one before is accepted for so long. */
function roll(
  state: State,
  token: InstantToken,
  { grace_seconds: graceSeconds, expires_at: expiresAt }: Record<string, unknown>,
): Reply {
  if (typeof graceSeconds !== 'number') return { status: 400, body: { error: 'bad_request' } };
  state.gone.push({ ...token, deadAtMs: Date.now() + graceSeconds * 1000 + (state.options.revocationLagMs ?? 0) });
  token.value = freshValue(state);
  if (typeof expiresAt === 'string') token.expiresAt = expiresAt;
  return { status: 200, body: { ...shown(token), token: token.value } };
}

function freshValue(state: State): string {
  const value = `ins_${randomBytes(20).toString('hex')}`;
  state.issued.push(value);
  return value;
}

function add(state: State, of: Pick<InstantToken, 'label' | 'scopes' | 'createdAt' | 'expiresAt'>): InstantToken {
  const token: InstantToken = { id: randomUUID(), ...of, value: freshValue(state), state: 'on' };
  state.tokens.push(token);
  return token;
}

function list(state: State, query: URLSearchParams): Reply {
  const label = query.get('label');
  // As most issuers do, it searches by prefix: whoever takes the answer for exact acts on another's token.
  const all = state.tokens.filter((token) => label === null || token.label.startsWith(label));
  const start = Number(query.get('after') ?? 0);
  const end = start + (state.options.pageSize ?? 50);
  return {
    status: 200,
    body: { tokens: all.slice(start, end).map(shown), next: end < all.length ? String(end) : null },
  };
}

function shown(token: InstantToken): Record<string, unknown> {
  const { id, label, scopes, state, createdAt, expiresAt } = token;
  return { id, label, scopes, state, created_at: createdAt, expires_at: expiresAt ?? null };
}

function accepted(state: State, value: string): InstantToken | undefined {
  const now = Date.now();
  const isAccepted = (token: InstantToken) =>
    token.value === value &&
    token.state === 'on' &&
    (token.deadAtMs ?? Number.POSITIVE_INFINITY) > now &&
    (token.expiresAt === undefined || Date.parse(token.expiresAt) > now);
  return state.tokens.find(isAccepted) ?? state.gone.find(isAccepted);
}

function operationOf(method: string, path: string): InstantOperation | undefined {
  if (path === '/v1/whoami') return 'whoami';
  if (path === '/v1/tokens') return method === 'POST' ? 'mint' : 'list';
  if (/^\/v1\/tokens\/[^/]+\/off$/.test(path)) return 'off';
  if (/^\/v1\/tokens\/[^/]+\/roll$/.test(path)) return 'roll';
  if (!/^\/v1\/tokens\/[^/]+$/.test(path)) return undefined;
  return method === 'DELETE' ? 'delete' : 'inspect';
}

function take(state: State, operation: InstantOperation): Disturbance | undefined {
  const index = state.disturbances.findIndex((each) => each.on === operation);
  const found = state.disturbances[index];
  if (found === undefined) return undefined;
  found.times = (found.times ?? 1) - 1;
  if (found.times <= 0) state.disturbances.splice(index, 1);
  return found;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function freshAdmin(): string {
  return randomBytes(24).toString('hex');
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
