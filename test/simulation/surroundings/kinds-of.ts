import type { IssuerFamily } from './issuer-family';

/** What an issuer is, in words, each of which some history has to have. */
export function kindsOf({ capabilities, idIsValue, mute }: IssuerFamily): string[] {
  const { label, maxActive, disable, quarantineSeconds, expiry, grants, roll } = capabilities;
  return [
    roll === undefined ? `labels ${label}` : `rolls with labels ${label}`,
    `grants readable by ${grants.readableBy}`,
    ...(idIsValue ? ['ids are values'] : []),
    ...(mute === true ? ['cannot say which credential a value is'] : []),
    ...(maxActive === null ? [] : ['room for few']),
    ...(disable ? ['disables'] : []),
    ...(quarantineSeconds === undefined ? [] : ['quarantines']),
    ...(expiry.settable ? ['expires'] : []),
  ];
}
