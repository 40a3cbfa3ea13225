import type { Clock } from '../../ports/clock';
import type { IssuerName } from '../../model/ids';
import type { Material } from '../../model/secret-format';
import { IssuerError } from '../../ports/issuer-error';
import type { AdminCredential } from '../admin-credential';
import { authHeaders } from './auth-headers';
import type { Catalogue } from './catalogue-schema';
import { classify, givesValue, ruledKind } from './classify';
import type { Scope } from './evaluate';
import { fillUrl } from './fill-url';
import { fillBody } from './fill-body';
import { fillText } from './fill';
import type { OperationName, RequestTemplate } from './operation-schema';
import { retryAfterSeconds } from './retry-after';
import type { HttpOutcome, HttpRequest } from './send-once';

/** An issuer as its operations see it. */
export interface HttpContext {
  name: IssuerName;
  catalogue: Catalogue;
  url: string;
  settings: Readonly<Record<string, string>>;
  adminCredential: AdminCredential;
  clock: Clock;
  send: (request: HttpRequest) => Promise<HttpOutcome>;
}

/** One request of an operation. `ok`: the statuses that the operation can go on with. `material`: the key itself asks, not the administrator. */
export interface Call {
  operation: OperationName;
  request: RequestTemplate;
  ok: readonly number[];
  scope: Scope;
  material?: Material;
  /** An address that the issuer itself gave, in place of the request's path. */
  address?: URL;
  /** A query parameter besides those in the path. */
  parameter?: readonly [name: string, value: string];
}

/** An answer with a status that the operation can go on with. `json` is undefined when the body is none. */
export interface Answer {
  status: number;
  json: unknown;
  link?: string;
  /** Why there is no `json`. */
  flaw?: string;
}

/** Sends one request and reads its status by the catalogue. @throws IssuerError for any status but `ok`; it holds neither body, header nor address */
export async function call(context: HttpContext, of: Call): Promise<Answer> {
  if (of.material !== undefined) return read(context, of, await send(context, of, of.material));
  const admin = await credential(context, of);
  const outcome = await send(context, of, admin);
  if (outcome.kind !== 'answered' || outcome.status !== 401) return read(context, of, outcome);
  // Refused at the door, so nothing was done: if the secret has changed since it was read, the new one is sent once.
  const fresh = await credential(context, of, { fresh: true });
  return read(context, of, same(admin, fresh) ? outcome : await send(context, of, fresh));
}

function send(context: HttpContext, of: Call, proof: Material): Promise<HttpOutcome> {
  let request: HttpRequest;
  try {
    request = prepare(context, of, proof);
  } catch (error) {
    if (!(error instanceof IssuerError)) throw new IssuerError('fatal', `${context.name}: ${of.operation}: no request`);
    throw new IssuerError(error.kind, `${context.name}: ${of.operation}: ${error.message}`, {
      operation: of.operation,
    });
  }
  return context.send(request);
}

function prepare(context: HttpContext, of: Call, proof: Material): HttpRequest {
  const { request, scope, address, material } = of;
  const all = { ...scope, config: context.settings };
  const filled = fillBody(request, all);
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'rekey', ...filled.headers };
  for (const [name, template] of Object.entries(request.headers)) headers[name.toLowerCase()] = fillText(template, all);
  const proved =
    material === undefined
      ? proveAdmin(context, all, proof)
      : authHeaders(context.catalogue.auth.subject, { ...all, key: proof });
  const url = address ?? fillUrl(context.url, request.path, all);
  if (of.parameter !== undefined) url.searchParams.set(...of.parameter);
  return {
    method: request.method,
    url,
    headers: { ...headers, ...proved },
    body: filled.body,
    timeoutMs: request.timeoutSeconds * 1000,
  };
}

function proveAdmin(context: HttpContext, scope: Scope, proof: Material): Record<string, string> {
  try {
    return authHeaders(context.catalogue.auth.admin, { ...scope, admin: proof });
  } catch {
    throw new IssuerError('rejected', 'the admin secret lacks a field that the catalogue needs');
  }
}

function read(context: HttpContext, of: Call, outcome: HttpOutcome): Answer {
  const gives = givesValue(of.operation);
  const fail = (kind: IssuerError['kind'], what: string, details: IssuerError['details'] = {}): never => {
    throw new IssuerError(kind, `${context.name}: ${of.operation}: ${what}`, { operation: of.operation, ...details });
  };
  if (outcome.kind === 'unsent') return fail('unavailable', `not reached (${outcome.reason})`);
  if (outcome.kind === 'unanswered') return fail(gives ? 'ambiguous' : 'unavailable', `no answer (${outcome.reason})`);
  const { status, body, link } = outcome;
  const { json, flaw } = body.kind === 'whole' ? parse(body.text) : { json: undefined, flaw: `body ${body.kind}` };
  const ruled = ruledKind(context.catalogue.errors, of.operation, status, json);
  if (ruled === undefined && of.ok.includes(status)) return { status, json, link, flaw };
  const kind = ruled ?? classify(of.operation, status, of.material === undefined);
  const wait = retryAfterSeconds(outcome.retryAfter, Date.parse(context.clock.now()));
  return fail(kind, `answered ${status}`, { status, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) });
}

function parse(text: string): { json: unknown; flaw?: string } {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { json: undefined, flaw: 'body is no JSON' }; // the parser's message quotes the text
  }
}

async function credential(context: HttpContext, of: Call, ask?: { fresh: boolean }): Promise<Material> {
  try {
    return await context.adminCredential(ask);
  } catch (cause) {
    const message = `${context.name}: ${of.operation}: the admin credential could not be read`;
    throw new IssuerError('unavailable', message, { operation: of.operation }, { cause });
  }
}

function same(one: Material, other: Material): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => one[name]?.reveal() === other[name]?.reveal());
}
