import type { Entry } from '../../model/ledger/entry';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Manifest } from '../../model/manifest/manifest';
import type { Registrar } from '../../model/registration/registrar';

/** What a declaration leaves in the ledger: in the entry as evidence, without absent fields, and in the head. A keys file is what is meant where no registrar stands. */
export function declared(
  manifest: Manifest,
  registrar: Registrar | undefined,
): { evidence: Entry['evidence']; head: Pick<KeyHead, 'manifest' | 'registrar'> } {
  const by: Pick<KeyHead, 'registrar'> = registrar?.kind === 'stack' ? { registrar } : {};
  return {
    evidence: { manifest: JSON.parse(JSON.stringify(manifest)), ...by },
    head: { manifest, ...by },
  };
}
