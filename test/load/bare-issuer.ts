import { randomUUID } from 'node:crypto';
import type { InstantOperation } from '../issuers/instant-api';
import type { InstantIssuer } from '../issuers/instant-issuer';

/** Asks the issuer for what it was asked for in a rotation, as often, about one token that is made first and deleted last. */
export async function bareIssuer(
  { url, adminToken }: InstantIssuer,
  counts: Partial<Record<InstantOperation, number>>,
): Promise<void> {
  const admin = { authorization: `Bearer ${adminToken.reveal()}` };
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return answer.text();
  };
  const label = `bare-${randomUUID()}`;
  const minted = await ask('POST', '/v1/tokens', admin, JSON.stringify({ label, scopes: ['read'] }));
  const { id, token } = JSON.parse(minted) as { id: string; token: string };
  const calls: Record<InstantOperation, () => Promise<unknown>> = {
    mint: () => Promise.resolve(),
    roll: () => Promise.resolve(),
    list: () => ask('GET', `/v1/tokens?label=${label}`, admin),
    inspect: () => ask('GET', `/v1/tokens/${id}`, admin),
    whoami: () => ask('GET', '/v1/whoami', { authorization: `Bearer ${token}` }),
    off: () => ask('POST', `/v1/tokens/${id}/off`, admin),
    delete: () => ask('DELETE', `/v1/tokens/${id}`, admin),
  };
  const lastly: readonly InstantOperation[] = ['mint', 'list', 'inspect', 'whoami', 'off', 'delete'];
  for (const operation of lastly) for (let n = 0; n < (counts[operation] ?? 0); n++) await calls[operation]();
}
