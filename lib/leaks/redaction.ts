import type { SecretValue } from '../model/secret-value';
import { encodings } from './encodings';
import { shortestReading } from './reading-limits';

const masked = '[secret]';

/** Controls, formats (bidirectional overrides, zero widths), line separators, and halves of surrogate pairs. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A value in one encoding. It is encoded again when its beginning was seen: a thousand findings would not fit otherwise. */
interface Needle {
  value: SecretValue;
  encode: (value: string) => string;
}

/** Makes a report's text fit to be kept: no unprintable character, none of the values in any of their encodings. */
export class Redaction {
  /** By the first characters of the encoded value. */
  readonly #needles = new Map<string, Needle[]>();

  constructor(values: Iterable<SecretValue>) {
    for (const value of values) {
      for (const encode of encodings) this.#add({ value, encode });
    }
  }

  /** The text, cut to `limit` characters after the values were taken out, so that no part of one is left at the cut. */
  of(text: string, limit: number): string {
    const printable = text.replaceAll(unprintable, '');
    let out = '';
    let at = 0;
    while (at < printable.length && out.length <= limit) {
      const length = this.#longestAt(printable, at);
      out += length === 0 ? printable[at] : masked;
      at += length || 1;
    }
    if (out.length <= limit) return out;
    return `${out.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  }

  #add(needle: Needle): void {
    const start = encoded(needle).slice(0, shortestReading);
    if (start.length < shortestReading) return;
    const alike = this.#needles.get(start);
    if (alike === undefined) this.#needles.set(start, [needle]);
    else alike.push(needle);
  }

  #longestAt(text: string, at: number): number {
    let longest = 0;
    for (const needle of this.#needles.get(text.slice(at, at + shortestReading)) ?? []) {
      const whole = encoded(needle);
      if (whole.length > longest && text.startsWith(whole, at)) longest = whole.length;
    }
    return longest;
  }
}

function encoded({ value, encode }: Needle): string {
  return encode(value.reveal()).replaceAll(unprintable, '');
}
