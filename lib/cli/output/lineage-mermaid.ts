import type { Version } from '../../model/ledger/version';

/** The versions of a key as a mermaid flowchart, each an arrow away from the one it replaced. */
export function lineageMermaid(versions: readonly Version[]): string {
  const shown = versions.filter((version) => !version.placeholder);
  const names = new Map(shown.map(({ versionId }, index) => [versionId, `v${index + 1}`]));
  const lines = shown.flatMap((version) => {
    const name = names.get(version.versionId);
    const from = version.parent === undefined ? undefined : names.get(version.parent);
    // An id is from the ledger, but a drawing language has quotes of its own.
    const id = version.versionId.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, 13);
    const node = `  ${name}["${id}<br/>${version.state}<br/>${version.issuedAt}"]`;
    return from === undefined ? [node] : [node, `  ${from} -->|${version.cause}| ${name}`];
  });
  return ['flowchart TD', ...lines].join('\n');
}
