import { type HeldSecret, MemorySecretsManager } from '../../../lib/memory/memory-secrets-manager';
import type { Clock } from '../../../lib/ports';

/** Seconds for which a read may still show what was so before a change. */
export const staleSeconds = 10;

/** Secrets Manager as one who reads it sees it: what was written is not at once everywhere. */
export class SimulatedSecretsManager extends MemorySecretsManager {
  /** Counts changes. */
  revision = 0;
  readonly #before = new Map<string, { held: HeldSecret | undefined; atMs: number }>();

  constructor(private readonly time: Clock) {
    super(time);
  }

  override createSecret(request: Parameters<MemorySecretsManager['createSecret']>[0]): { arn: string } {
    return this.#changing(request.name, () => super.createSecret(request));
  }

  override putSecretValue(request: Parameters<MemorySecretsManager['putSecretValue']>[0]): void {
    this.#changing(request.secretId, () => super.putSecretValue(request));
  }

  override updateSecretVersionStage(request: Parameters<MemorySecretsManager['updateSecretVersionStage']>[0]): void {
    this.#changing(request.secretId, () => super.updateSecretVersionStage(request));
  }

  override deleteSecret(secretId: string): void {
    this.#changing(secretId, () => super.deleteSecret(secretId));
  }

  /** Leaves a secret without a current version, as no call to AWS can. */
  takeLabelOff(secretId: string, versionId: string): void {
    this.#changing(secretId, () => this.secrets.get(secretId)?.versions.get(versionId)?.labels.delete('AWSCURRENT'));
  }

  /** The service as it was before its last changes, where those are so young that a read may not show them. */
  stale(): MemorySecretsManager {
    const past = new MemorySecretsManager(this.time);
    const sinceMs = Date.parse(this.time.now()) - staleSeconds * 1000;
    for (const [name, secret] of this.secrets) {
      const before = this.#before.get(name);
      const held = before !== undefined && before.atMs > sinceMs ? before.held : secret;
      if (held !== undefined) past.secrets.set(name, held);
    }
    return past;
  }

  #changing<T>(secretId: string, change: () => T): T {
    const held = this.secrets.get(secretId) ?? [...this.secrets.values()].find(({ arn }) => arn === secretId);
    const before = held && copyOf(held);
    const changed = change();
    this.revision += 1;
    this.#before.set(held?.name ?? secretId, { held: before, atMs: Date.parse(this.time.now()) });
    return changed;
  }
}

function copyOf(held: HeldSecret): HeldSecret {
  const versions = [...held.versions].map(([id, one]) => [id, { ...one, labels: new Set(one.labels) }] as const);
  return { ...held, versions: new Map(versions) };
}
