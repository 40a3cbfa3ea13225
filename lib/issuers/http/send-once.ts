import http from 'node:http';
import https from 'node:https';

/** Bytes of an answer that are read at most. */
export const bodyLimit = 1024 * 1024;

/** A request, ready to go. `timeoutMs` covers all of it, from the look-up of the host to the last byte. */
export interface HttpRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

/** What became of a request. `unsent`: it never left; `unanswered`: it may have had its effect. A reason is a code, never text from outside. */
export type HttpOutcome =
  | { kind: 'unsent'; reason: string }
  | { kind: 'unanswered'; reason: string }
  | { kind: 'answered'; status: number; retryAfter?: string; link?: string; body: HttpBody };

/** The body, when all of it came and it fits {@link bodyLimit}. */
export type HttpBody = { kind: 'whole'; text: string } | { kind: 'too_large' } | { kind: 'broken'; reason: string };

/** Sends one request over a connection of its own, follows no redirect, repeats nothing and never throws. */
export function sendOnce(request: HttpRequest): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    let sent = false;
    let statusCame = false;
    const fail = (error: unknown): void => resolve({ kind: sent ? 'unanswered' : 'unsent', reason: reasonOf(error) });
    const secure = request.url.protocol === 'https:';
    try {
      const outgoing = (secure ? https : http).request(request.url, {
        method: request.method,
        headers: request.headers,
        // A connection kept open over a freeze of the function is dead when next used, and would make a mint ambiguous.
        agent: false,
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      outgoing.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true)));
      outgoing.on('error', (error) => {
        if (!statusCame) fail(error); // what breaks afterwards is the body's affair
      });
      outgoing.once('response', (incoming) => {
        statusCame = true;
        void readBody(incoming).then((body) => {
          outgoing.destroy();
          const { 'retry-after': retryAfter, link } = incoming.headers;
          resolve({
            kind: 'answered',
            status: incoming.statusCode ?? 0,
            retryAfter,
            link: Array.isArray(link) ? link.join(', ') : link,
            body,
          });
        });
      });
      outgoing.end(request.body);
    } catch (error) {
      fail(error); // a header that HTTP does not allow; its value must not travel in an error
    }
  });
}

function readBody(incoming: http.IncomingMessage): Promise<HttpBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) resolve({ kind: 'too_large' });
      else chunks.push(chunk);
    });
    incoming.once('end', () => resolve({ kind: 'whole', text: Buffer.concat(chunks).toString('utf8') }));
    incoming.once('error', (error) => resolve({ kind: 'broken', reason: reasonOf(error) }));
    incoming.once('close', () => resolve({ kind: 'broken', reason: 'CLOSED' }));
  });
}

function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'TIMEOUT';
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'UNKNOWN';
}
