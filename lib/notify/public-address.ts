import ipaddr from 'ipaddr.js';

/** Whether an address is a public unicast one. Addresses that carry an IPv4 address within (mapped, NAT64, 6to4, Teredo, compatible) are not: who routes them decides where they lead. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Global unicast is 2000::/3 (RFC 4291, section 2.4, and IANA's registry); what else is called unicast there is not assigned.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}
