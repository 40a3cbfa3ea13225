import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message as a receiver got it. */
export interface ReceivedMessage {
  /** The `webhook-id`: the same for a message that was sent again. */
  id: string;
  receivedAt: string;
  signatureValid: boolean;
  /** Path of the request, so that several owners can share a receiver. */
  path: string;
  /** The event, and the key it is about; empty when the body is none of Rekey's. */
  event: string;
  key: string;
  /** The whole body, as sent. */
  body: string;
}

/** An owner's end of a webhook, on loopback. */
export interface WebhookReceiver {
  url: string;
  /** The signing key, as it goes into the secret: `whsec_...`. */
  signingKey: string;
  /** In the order of arrival. */
  messages: ReceivedMessage[];
  /** Statuses to answer next, one a request; then 204 again. */
  answers: number[];
  /** Resolves with the first message, past or future, that `wanted` accepts; rejects after so many milliseconds. */
  waitFor(wanted: (message: ReceivedMessage) => boolean, timeoutMs: number): Promise<ReceivedMessage>;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. It verifies each signature with the `standardwebhooks` package and keeps every message, valid or not. */
export async function startWebhookReceiver(options: { port?: number } = {}): Promise<WebhookReceiver> {
  const signingKey = `whsec_${randomBytes(32).toString('base64')}`;
  const verifier = new Webhook(signingKey);
  const messages: ReceivedMessage[] = [];
  const answers: number[] = [];
  const arrivals = new Set<(message: ReceivedMessage) => void>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = received(verifier, request, Buffer.concat(chunks).toString());
      messages.push(message);
      // A set may lose members while it is walked.
      for (const arrived of arrivals) arrived(message);
      response.writeHead(message.signatureValid ? (answers.shift() ?? 204) : 401).end();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    signingKey,
    messages,
    answers,
    waitFor: async (wanted, timeoutMs) => firstOf(messages, arrivals, wanted, timeoutMs),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function received(verifier: Webhook, request: http.IncomingMessage, body: string): ReceivedMessage {
  const header = (name: string) => String(request.headers[name] ?? '');
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
  const { event = '', key = '' } = dataOf(body);
  return {
    id: header('webhook-id'),
    receivedAt: new Date().toISOString(),
    signatureValid: isValid(verifier, body, headers),
    path: request.url ?? '/',
    event,
    key,
    body,
  };
}

function isValid(verifier: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    verifier.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function dataOf(body: string): { event?: string; key?: string } {
  try {
    return (JSON.parse(body) as { data?: { event?: string; key?: string } }).data ?? {};
  } catch {
    return {};
  }
}

async function firstOf(
  messages: readonly ReceivedMessage[],
  arrivals: Set<(message: ReceivedMessage) => void>,
  wanted: (message: ReceivedMessage) => boolean,
  timeoutMs: number,
): Promise<ReceivedMessage> {
  const past = messages.find(wanted);
  if (past !== undefined) return past;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      arrivals.delete(arrived);
      reject(new Error(`no such message within ${timeoutMs} ms; ${messages.length} others came`));
    }, timeoutMs);
    const arrived = (message: ReceivedMessage): void => {
      if (!wanted(message)) return;
      clearTimeout(late);
      arrivals.delete(arrived);
      resolve(message);
    };
    arrivals.add(arrived);
  });
}
