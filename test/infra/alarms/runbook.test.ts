import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { IssuerName } from '../../../lib/model/ids';
import { stackOf } from '../synthesised';

const root = join(__dirname, '..', '..', '..');
const doors = { report: {}, awsHealth: { issuers: ['unleash' as IssuerName] } };
const alarms = Template.fromStack(stackOf({ doors }).stack).findResources('AWS::CloudWatch::Alarm');
const descriptions = Object.entries(alarms).map(([id, { Properties }]) => {
  return [id, String((Properties as { AlarmDescription?: string }).AlarmDescription)] as const;
});

const page = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    return [anchorOf(heading), lines.join('\n')] as const;
  });
const headings = sections.map(([anchor]) => anchor);

/** The address that a heading gets where Markdown is shown as GitHub shows it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function headingIn(description: string): string | undefined {
  return /^.+; see docs\/runbook\.md#([a-z-]+)$/.exec(description)?.[1];
}

describe('the runbook', () => {
  test.each(descriptions)('has a heading for %s', (_id, description) => {
    expect(headings).toContain(headingIn(description));
  });

  test('has no heading without an alarm, and none twice', () => {
    const named = new Set(descriptions.map(([, description]) => headingIn(description) ?? 'no address'));
    expect(headings.toSorted()).toEqual([...named].toSorted());
  });

  test('two kinds of alarm share no heading', () => {
    // Two issuers bring the same six alarms each; two doors bring the two of a queue of reports, which operators' has too.
    expect(headings).toHaveLength(descriptions.length - 6 - 4);
  });

  test.each(sections)(
    '%s says what it means, what is at stake, where to look, how to mend it, when to leave it',
    (_, text) => {
      const parts = [...text.matchAll(/^- \*\*([^*]+)\*\*: \S/gm)].map(([, part]) => part);
      expect(parts).toEqual(['Means', 'At stake', 'Look at', 'Mend', 'Nothing to do when']);
    },
  );

  test('says of each alarm, once, whether to wake somebody', () => {
    const table = page.slice(page.indexOf('**When to wake somebody.**'), page.indexOf('**Dead letters.**'));
    const named = [...table.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(named.toSorted((a, b) => a.localeCompare(b))).toEqual(headings.toSorted((a, b) => a.localeCompare(b)));
  });

  test('links lead to headings of its own', () => {
    const links = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(headings).toContain(link);
  });

  test('names commands that there are', () => {
    const commands = readdirSync(join(root, 'lib', 'cli', 'commands')).map((file) => file.replace('.ts', ''));
    const named = [...page.matchAll(/`rekey ([a-z]+)/g)].map(([, command]) => command);
    expect(named).toContain('doctor');
    for (const command of named) expect(commands).toContain(command);
  });
});
