import { z } from 'zod';

/** A regular expression without unbounded repetition or back-references: on hostile text its work for one position is bounded by its own length and counts. */
export const safeRegexSchema = z
  .string()
  .min(1)
  .refine(compiles, 'is no regular expression')
  .refine(
    (regex) => !unbounded.test(withoutClasses(regex)),
    'repeats without a limit: write {1,64} for + and {0,64} for *',
  )
  .refine((regex) => !/\\[1-9k]/.test(regex), 'refers back to a group')
  .refine((regex) => !/\)[*+{]/.test(withoutClasses(regex)), 'repeats a group: write it out')
  .refine((regex) => !/^\^|\$$/.test(regex), 'is anchored: it has to be found inside other text');

const unbounded = /[*+]|\{\d*,\}/;

/** The expression with its classes and escaped characters as one letter each, so that what is left in it is syntax. */
function withoutClasses(regex: string): string {
  return regex.replace(/\\./g, 'x').replace(/\[\^?[^\]]*\]/g, 'x');
}

function compiles(regex: string): boolean {
  try {
    return new RegExp(regex, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
