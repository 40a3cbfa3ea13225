/** What an issuer can be like for a while. */
export const issuerOutages = ['unavailable', 'throttled', 'refuses all', 'refuses its administrator'] as const;
export type IssuerOutage = (typeof issuerOutages)[number];
