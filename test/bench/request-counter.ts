/** Requests of one name: which client sends them, and how many were sent. */
export interface RequestCount {
  /** `SecretsManager`, `DynamoDB`, ... */
  service: string;
  count: number;
}

/** Counts what SDK clients put on the wire, by the request's name. */
export interface RequestCounter {
  /** Requests so far, by name: `GetItem`, `TransactWriteItems`. */
  readonly counts: ReadonlyMap<string, RequestCount>;
  /** Forgets them. */
  reset(): void;
  /** Middleware for a client's stack. */
  readonly middleware: <I, O>(
    next: (args: I) => Promise<O>,
    context: { clientName?: string; commandName?: string },
  ) => (args: I) => Promise<O>;
}

/** A counter that has seen nothing yet. */
export function requestCounter(): RequestCounter {
  const counts = new Map<string, RequestCount>();
  return {
    counts,
    reset: () => counts.clear(),
    middleware:
      (next, { clientName = 'unknown', commandName = 'unknown' }) =>
      (args) => {
        const name = commandName.replace(/Command$/, '');
        const before = counts.get(name)?.count ?? 0;
        counts.set(name, { service: clientName.replace(/Client$/, ''), count: before + 1 });
        return next(args);
      },
  };
}
