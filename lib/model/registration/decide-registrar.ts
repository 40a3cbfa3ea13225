import type { KeyHead } from '../ledger/key-head';
import { byFile, type Registrar } from './registrar';

/** Who declares the key once this registrar has declared it; or why it may not, and how the key is moved. A released key is anybody's. */
export function decideRegistrar(
  head: KeyHead | undefined,
  by: Registrar,
): { kind: 'allowed'; registrar: Registrar } | { kind: 'refused'; reason: string } {
  if (head === undefined || head.status === 'released') return { kind: 'allowed', registrar: by };
  const owner = head.registrar ?? byFile;
  if (owner.kind === 'file' && by.kind === 'file') return { kind: 'allowed', registrar: by };
  if (owner.kind === 'stack' && by.kind === 'stack' && owner.stackId === by.stackId) {
    const resources = [...new Set([...owner.resources, ...by.resources])];
    return { kind: 'allowed', registrar: { ...by, resources } };
  }
  return { kind: 'refused', reason: `${declaredBy(head)}: ${wayOut(head, owner, by)}` };
}

/** Who declares a key, in words. */
export function declaredBy({ registrar, registeredBy }: Pick<KeyHead, 'registrar' | 'registeredBy'>): string {
  if (registrar?.kind === 'stack') return `is declared by stack ${registrar.stackId}`;
  return `is declared in a keys file, applied first by ${registeredBy}`;
}

function wayOut({ keyId }: KeyHead, owner: Registrar, by: Registrar): string {
  if (owner.kind === 'file') {
    return 'change it there; to declare it in a stack, take it out of the file and run "rekey apply --prune", which releases it and revokes nothing';
  }
  const release = 'take it out of that stack, which releases it and revokes nothing';
  const gone = `if that stack is gone, run "rekey release ${keyId} --stack ${owner.stackId}"`;
  return by.kind === 'file'
    ? `change it there; to declare it in a file, ${release}; ${gone}`
    : `to declare it here, ${release}; ${gone}`;
}
