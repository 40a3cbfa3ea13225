import { z } from 'zod';

/** Some keys: the id of one (`shop/checkout`), or all below a folder (`shop/*`). */
export const keyPatternSchema = z
  .string()
  .max(130)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*(\/\*)?$/,
    'is no key and no folder of keys: write "shop/checkout" or "shop/*"',
  );

/** Whether one of the patterns takes in this key. */
export function takesIn(patterns: readonly string[], keyId: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('/*') ? keyId.startsWith(pattern.slice(0, -1)) : keyId === pattern,
  );
}
