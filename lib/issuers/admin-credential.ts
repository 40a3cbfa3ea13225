import type { Material } from '../model/secret-format';

/** Hands over the administrator's credential by field; `fresh` asks past any cache, after the issuer refused it. */
export type AdminCredential = (ask?: { fresh: boolean }) => Promise<Material>;
