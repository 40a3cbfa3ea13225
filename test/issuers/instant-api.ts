/** A token as the instant issuer knows it. */
export interface InstantToken {
  id: string;
  label: string;
  scopes: string[];
  value: string;
  createdAt: string;
  expiresAt?: string;
  state: 'on' | 'off';
  /** When it is refused, in milliseconds since 1970. */
  deadAtMs?: number;
}

/** What one request asks for; none of its fields is a value. */
export type InstantOperation = 'mint' | 'roll' | 'list' | 'inspect' | 'off' | 'delete' | 'whoami';

/** Something that goes wrong with the next request (`times`: so many) of an operation. */
export interface Disturbance {
  on: InstantOperation;
  /** @default 1 */
  times?: number;
  /** Wait before anything is done. */
  delayMs?: number;
  /** Do it, then cut the connection. */
  dropAfterEffect?: boolean;
  /** Answer with this, without doing it. */
  answer?: { status: number; headers?: Record<string, string>; body?: string };
  /** Mint with these scopes besides. */
  widenBy?: string[];
  /** Do it, then answer with this body. */
  replaceBody?: string;
}

/** One request as it came and was answered; status 0: the connection was cut. */
export interface InstantCall {
  operation: InstantOperation;
  /** When it came. */
  arrivedAt: string;
  /** When it was answered. */
  at: string;
  status: number;
  label?: string;
  /** The token it made or named. */
  id?: string;
}

/** What the instant issuer is to be like. */
export interface InstantOptions {
  /** Milliseconds that a deleted token is still accepted. @default 0 */
  revocationLagMs?: number;
  /** Tokens that fit. @default no limit */
  capacity?: number;
  /** @default 50 */
  pageSize?: number;
  /** Milliseconds that each answer takes. @default 0 */
  latencyMs?: number;
}
