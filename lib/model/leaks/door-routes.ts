/** Doors that a sender without AWS credentials knocks at, by API Gateway's route key; each authenticates its sender itself. */
export const doorRoutes = { github: 'POST /leaks/github', report: 'POST /leaks/report' } as const;

/** Name of a door. */
export type DoorName = keyof typeof doorRoutes;

/** The door of a route; undefined for a route that IAM authorises. */
export function doorOf(routeKey: string): DoorName | undefined {
  return (Object.keys(doorRoutes) as DoorName[]).find((door) => doorRoutes[door] === routeKey);
}

/** Name of the secret with the keys by which a door knows its sender. */
export function doorSecretName(door: DoorName): string {
  return `rekey/doors/${door}`;
}

/** Prefix of the secrets with the tokens that read alerts at GitHub; the organisation follows, in lower case. */
export const githubTokenPrefix = 'rekey/doors/github-token/';
