import { inspect } from 'node:util';

const masked = '[secret]';

/** A plaintext credential that prints, serialises and inspects as `[secret]`; `reveal` is called only where lint allows it. */
export class SecretValue {
  readonly #plain: string;

  constructor(plain: string) {
    this.#plain = plain;
  }

  /** The plaintext. Callers are listed in the lint configuration; nobody else may ask. */
  reveal(): string {
    return this.#plain;
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }

  [inspect.custom](): string {
    return masked;
  }
}
