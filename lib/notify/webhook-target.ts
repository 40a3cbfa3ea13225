import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { RekeyError } from '../model/rekey-error';
import { isPublicAddress } from './public-address';

/** All addresses of a host's name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

/** Where a webhook leads: connections go to these addresses and to no other. */
export interface WebhookTarget {
  url: URL;
  addresses: readonly LookupAddress[];
}

/** Resolves a webhook's address, once, and checks every answer. `allowLocal` permits http and any address. @throws RekeyError `refused` for what may not be called, `unavailable` when the name does not resolve */
export async function webhookTarget(
  text: string,
  { allowLocal, resolve = resolveAll }: { allowLocal: boolean; resolve?: Resolve | undefined },
): Promise<WebhookTarget> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw refused('its address is no URL');
  if (url.protocol !== 'https:' && !(allowLocal && url.protocol === 'http:')) throw refused('its address is not https');
  if (url.username !== '' || url.password !== '') throw refused('its address holds a user or a password');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolved(host, resolve);
  if (!allowLocal && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refused(`${url.hostname} is not, or not only, at a public address`);
  }
  return { url, addresses };
}

async function resolved(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new RekeyError('unavailable', `webhook: ${host} does not resolve`);
  return addresses;
}

async function resolveAll(host: string): Promise<LookupAddress[]> {
  return lookup(host, { all: true });
}

function refused(reason: string): RekeyError {
  return new RekeyError('refused', `webhook: ${reason}; give an https address that is public`);
}
