/** Where an endpoint departs from AWS: kind of endpoint, rule, and what it does instead. Each such row must still fail there. */
export const departures: Record<string, Record<string, string>> = {
  ministack: {},
  localstack: {},
};
