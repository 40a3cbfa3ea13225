/** What a call came to: what it gave, or the name of the exception. */
export type Answer<T> = { ok: T } | { refused: string };

/** Secrets Manager in the hands of somebody else: the calls as AWS has them, values in plain text. */
export interface Outsider {
  create(name: string, token: string, value: string): Promise<Answer<{ arn: string }>>;
  put(secret: string, token: string, value: string, labels?: string[]): Promise<Answer<true>>;
  move(secret: string, label: string, move: { to?: string; from?: string }): Promise<Answer<true>>;
  get(
    secret: string,
    which?: { versionId?: string; label?: string },
  ): Promise<Answer<{ versionId: string; value: string; labels: string[] }>>;
  labels(secret: string): Promise<Record<string, string[]>>;
  remove(secret: string): Promise<void>;
}
