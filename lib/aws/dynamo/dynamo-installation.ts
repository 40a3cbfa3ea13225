import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { firstInstallation } from '../../model/ledger/first-installation';
import { type Instant, secondsBetween } from '../../model/instant';
import { type Installation, installationSchema } from '../../model/ledger/installation';
import { RekeyError } from '../../model/rekey-error';
import { checkFollows } from '../../ports/check-transition';
import type { Clock } from '../../ports/clock';
import type { Ids } from '../../ports/ids';
import type { InstallationTransition } from '../../ports/ledger';
import type { DynamoTable } from './dynamo-table';
import { place } from './ledger-keys';
import { readItem } from './read-item';
import { firstInstallationItems, installationConditionAt, installationItems } from './transition-items';
import { translateError } from '../translate-error';

/** How long the table's id is kept, in seconds: a call of the control plane, 10 to 20 ms, once a minute for each running copy of a function. */
const keptSeconds = 60;

/** The installation's own item and chain. */
export class DynamoInstallation {
  #tableId: { id: string; at: Instant } | undefined;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: DynamoTable,
    private readonly ports: { ids: Ids; clock: Clock },
  ) {}

  /** See `Ledger.installation`. Only the call that makes it needs `dynamodb:DescribeTable`. */
  async get(): Promise<Installation> {
    const present = await this.find();
    if (present) return present;
    const { ids, clock } = this.ports;
    const first = firstInstallation({ random: ids.random(), epoch: await this.tableId(), at: clock.now() });
    await this.table.write(firstInstallationItems(this.table.name, first));
    // Two may make it at once: whoever was first, what stands there now is the one.
    const made = await this.find();
    if (!made) throw new RekeyError('contended', 'the installation is being made by another call: try again');
    return made;
  }

  /** See `Ledger.recordInstallation`. */
  async record(
    transition: InstallationTransition,
  ): Promise<{ kind: 'recorded' } | { kind: 'stale'; installation: Installation } | { kind: 'done_before' }> {
    const { expectedSequence, installation, entry } = transition;
    checkFollows(expectedSequence, installation, entry);
    const written = await this.table.write(installationItems(this.table.name, transition));
    if (written.kind === 'written') return { kind: 'recorded' };
    const present = await this.get();
    if (present.headHash === entry.hash) return { kind: 'recorded' };
    if (written.kind === 'conditions' && written.failed.has(installationConditionAt.once))
      return { kind: 'done_before' };
    if (present.sequence !== expectedSequence) return { kind: 'stale', installation: present };
    throw new RekeyError('contended', 'another write to the installation is under way: try again');
  }

  private async find(): Promise<Installation | undefined> {
    const item = await this.table.get(place.installation());
    return item && readItem(installationSchema, item);
  }

  /** See `Ledger.tableId`. A table can be replaced under its own name while a function lives, so what was read is not kept for long. */
  async tableId(): Promise<string> {
    const now = this.ports.clock.now();
    if (this.#tableId !== undefined && secondsBetween(this.#tableId.at, now) < keptSeconds) return this.#tableId.id;
    try {
      const { Table } = await this.client.send(new DescribeTableCommand({ TableName: this.table.name }));
      const id = Table?.TableId ?? 'unknown';
      this.#tableId = { id, at: now };
      return id;
    } catch (error) {
      throw translateError(error, `describing table ${this.table.name}`);
    }
  }
}
