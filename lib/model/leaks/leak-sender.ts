import type { Actor } from '../ids';

/** Who reports, as leaks are counted by: the source and its proven sender, `github`, `secretlint:arn:...`. Sessions of one role are one sender. */
export function leakSenderOf(source: string, actor: Actor): string {
  const [, role] = /^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\//.exec(actor) ?? [];
  return actor === source ? source : `${source}:${role ?? actor}`;
}
