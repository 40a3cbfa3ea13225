import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { DoorRequest } from '../../lib/leaks/doors/door';

/** A fresh signing key as Standard Webhooks writes it. */
export function freshSigningKey(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

/** A delivery as GitHub signs and sends it. */
export function githubDelivery(
  key: string,
  payload: object | string,
  headers: Record<string, string> = {},
): DoorRequest & { headers: Record<string, string> } {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return {
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'secret_scanning_alert',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
      ...headers,
    },
    body,
  };
}

/** The fields of an alert's webhook that matter, and some that do not. */
export function alertPayload(of: { action?: string; alert?: object; owner?: string; name?: string } = {}) {
  const { action = 'created', alert = {}, owner = 'acme', name = 'shop' } = of;
  return {
    action,
    alert: { number: 7, secret_type: 'acme_token', validity: 'unknown', ...alert },
    repository: { id: 1, name, full_name: `${owner}/${name}`, private: true, owner: { login: owner, id: 2 } },
  };
}

/** A report as the `standardwebhooks` package signs it. */
export function signedReport(
  key: string,
  payload: object | string,
  at: Date,
  id = `msg_${randomUUID()}`,
): DoorRequest & { headers: Record<string, string> } {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(id, at, body),
    },
    body: Buffer.from(body),
  };
}
