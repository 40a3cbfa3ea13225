/**
 * Settings of every SDK client: three tries, with exponential backoff and jitter. Repeating is safe: `PutSecretValue`, `CreateSecret` and
 * transactions carry a token, a label moves only from where it was, and messages and events may come twice.
 */
export const sdkSettings = { retryMode: 'standard', maxAttempts: 3 } as const;
