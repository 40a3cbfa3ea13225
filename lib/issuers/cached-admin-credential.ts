import type { Material } from '../model/secret-format';
import type { Clock } from '../ports/clock';
import type { AdminCredential } from './admin-credential';

/** Keeps what `read` gives for `ttlSeconds`, so that an exchange of the admin secret is noticed within it; a failed read is not kept. @default ttlSeconds 300 */
export function cachedAdminCredential(read: () => Promise<Material>, clock: Clock, ttlSeconds = 300): AdminCredential {
  let kept: { material: Material; untilMs: number } | undefined;
  return async (ask) => {
    const nowMs = Date.parse(clock.now());
    if (kept === undefined || ask?.fresh === true || nowMs >= kept.untilMs) {
      kept = { material: await read(), untilMs: nowMs + ttlSeconds * 1000 };
    }
    return kept.material;
  };
}
