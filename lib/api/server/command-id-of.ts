import type { OperatorWorld } from '../../engine/world';
import type { CommandId } from '../../model/ids';

/** The id that the caller gave the command, so that a repeated request is the same one; else a fresh id. */
export function commandIdOf({ ids }: Pick<OperatorWorld, 'ids'>, given: CommandId | undefined): CommandId {
  return given ?? (`operator-${ids.random()}` as CommandId);
}
