import Table from 'cli-table3';
import type { Story } from './story';

/** What the owners were told, the lineage, and what was measured. */
export function closingText(story: Story): string {
  const messages = story.messages.map(
    ({ at, title, signatureValid }) => `  ${at}  ${signatureValid ? 'signature valid' : 'SIGNATURE WRONG'}  ${title}`,
  );
  const steps = story.lineage.steps.map(
    ({ sequence, at, type, actor }) => `  ${String(sequence).padStart(3)}  ${at}  ${type.padEnd(18)} ${actor}`,
  );
  const chain = story.lineage.verified ? 'its chain of hashes recomputed and right' : 'ITS CHAIN IS BROKEN';
  return [
    'What the owners were told, as their webhook got it:',
    ...messages,
    '',
    `The lineage of ${story.lineage.key}, ${chain}:`,
    ...steps,
    '',
    closingTable(story),
  ].join('\n');
}

function closingTable(story: Story): string {
  const { endpoint, issuer, consumer, leak, lineage } = story;
  const scheduled = story.rotations.find(({ cause, dueAt }) => cause === 'scheduled' && dueAt !== null);
  const since = (from: string, to: string) => `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    ['endpoint', `${endpoint.kind} ${endpoint.version}, IAM ${endpoint.iamEnforced ? 'enforced' : 'not enforced'}`],
    ['issuer', `${issuer.kind} ${issuer.version}`],
    ...(scheduled?.dueAt === undefined || scheduled.dueAt === null
      ? []
      : [
          ['rotation: due to new value current', since(scheduled.dueAt, scheduled.currentAt)],
          ['rotation: current to old value revoked (overlap 20 s)', since(scheduled.currentAt, scheduled.revokedAt)],
          ['rotation: revoked to proven dead', since(scheduled.revokedAt, scheduled.deadAt)],
        ]),
    ['leak: report to revocation accepted', since(leak.reportedAt, leak.revokeSentAt)],
    ['leak: report to replacement current', since(leak.reportedAt, leak.replacedAt)],
    ['leak: report to owner told', since(leak.reportedAt, leak.ownerToldAt)],
    ['leak: report to proven dead', since(leak.reportedAt, leak.deadAt)],
    ['leak: verdict', `${leak.verdict}: ${leak.reason}`],
    ['consumers: calls', String(consumer.calls)],
    ['consumers: refused because of a rotation', String(consumer.refusalsByRotation)],
    ['consumers: refused because of the kill', `${consumer.refusalsByKill} (gap ${consumer.killGapMs} ms)`],
    [
      'messages, signatures valid',
      `${story.messages.length}, ${story.messages.filter((m) => m.signatureValid).length}`,
    ],
    [
      `lineage of ${lineage.key}`,
      `${lineage.entries} entries, ${lineage.verified ? 'chain verified' : 'CHAIN BROKEN'}`,
    ],
    ['plaintext found in ours', `${story.plaintextFound} in ${story.searched.ours} places`],
    ['took', `${story.seconds} s`],
  );
  return table.toString();
}
