import { amend } from '../../lib/engine/amend';
import type { KeyId } from '../../lib/model/ids';
import type { OperatorInstallation } from '../api/operator-installation';

/** Makes a registered key one that a stack declares. */
export async function declaredByStack({ world }: OperatorInstallation, keyId: string, stackId: string): Promise<void> {
  await amend<never>(world, keyId as KeyId, (head) => ({
    entry: { type: 'key-changed', actor: head.registeredBy },
    head: { registrar: { kind: 'stack', stackId, resources: ['Flags'], acceptedAt: head.registeredAt } },
  }));
}
