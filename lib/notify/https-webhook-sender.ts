import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { RekeyError } from '../model/rekey-error';
import type { WebhookRequest, WebhookSender } from './webhook-sender';
import { type Resolve, type WebhookTarget, webhookTarget } from './webhook-target';

/** Bytes of an answer that are read; it is neither kept nor logged. */
const answerBytes = 4096;

/** Sends over https to public addresses only, each resolved and checked once and then connected to as checked, so that a name that changes its answer gains nothing. Redirects are not followed. */
export class HttpsWebhookSender implements WebhookSender {
  /** `timeoutMs` covers everything from the name's resolution on, 5000 by default; `allowLocal` permits http and any address. */
  constructor(private readonly options: { allowLocal: boolean; timeoutMs?: number; resolve?: Resolve }) {}

  async send(request: WebhookRequest): Promise<void> {
    const signal = AbortSignal.timeout(this.options.timeoutMs ?? 5000);
    const target = await Promise.race([webhookTarget(request.url, this.options), ended(signal)]);
    const status = await post(target, request, signal);
    if (status >= 200 && status < 300) return;
    throw unavailable(target.url.hostname, `answered ${status}`);
  }
}

async function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new RekeyError('unavailable', 'webhook: its name took too long')));
  });
}

async function post({ url, addresses }: WebhookTarget, sent: WebhookRequest, signal: AbortSignal): Promise<number> {
  const headers = { ...sent.headers, 'content-length': Buffer.byteLength(sent.body) };
  const options = { method: 'POST', headers, signal, agent: false, lookup: lookupOf(addresses) } as const;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).request(url, options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > answerBytes) response.destroy();
      });
      // After the status line nothing can go wrong that matters: the receiver has answered.
      response.on('error', () => {});
      response.on('close', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(unavailable(url.hostname, signal.aborted ? 'no answer in time' : (error.code ?? 'no answer')));
    });
    request.end(sent.body);
  });
}

function lookupOf(addresses: WebhookTarget['addresses']): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

function unavailable(host: string, what: string): RekeyError {
  return new RekeyError('unavailable', `webhook at ${host}: ${what}`);
}
