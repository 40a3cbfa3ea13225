import Table from 'cli-table3';
import type { FloodMeasured, Measurement, TrueReports } from './measurement';
import type { Percentiles } from './percentiles';

/** A measurement as people read it: requests by name, the budget beside them, times beside the floor. */
export function measurementText({ endpoint, rotation, leak, floor, flood }: Measurement): string {
  const { kind, version, iamEnforced } = endpoint;
  return [
    `endpoint: ${kind} ${version}, IAM ${iamEnforced ? 'enforced' : 'not enforced'}`,
    'AWS requests of one undisturbed scheduled rotation, until its old version is proven dead',
    requestTable(rotation.formats),
    'Its budget',
    budgetTable(rotation.formats),
    `${leak.count} public leaks, milliseconds; beside them bare API calls without Rekey, in the same run`,
    timeTable(leak, floor),
    ...(flood === undefined ? [] : floodText(flood)),
  ].join('\n');
}

type Formats = Measurement['rotation']['formats'];

function requestTable({ json, text }: Formats): string {
  const names = [...new Set([json, text].flatMap(({ requests }) => Object.keys(requests)))].toSorted();
  const own = (workersOwn: Record<string, number>) => Object.values(workersOwn).reduce((sum, count) => sum + count, 0);
  const rows = names.map((name) => [name, json.requests[name] ?? 0, text.requests[name] ?? 0]);
  return tableOf(
    ['request', 'JSON secret', 'text secret'],
    [...rows, ["the worker's own, for all its keys", own(json.workersOwn), own(text.workersOwn)]],
  );
}

function budgetTable({ json, text }: Formats): string {
  const rows = json.budget.map(({ what, used, allowed }, index) => [
    what,
    used,
    text.budget[index]?.used ?? 0,
    allowed,
  ]);
  return tableOf(['', 'JSON secret', 'text secret', 'allowed'], rows);
}

function timeTable(leak: Measurement['leak'], floor: Measurement['floor']): string {
  const times = (measured?: Percentiles) => (measured === undefined ? ['', ''] : [measured.p50, measured.p95]);
  return tableOf(
    ['', 'p50', 'p95', 'floor p50', 'floor p95'],
    [
      ['report sent to report accepted', ...times(leak.accepted), ...times(floor.accepted)],
      ['accepted to revocation at the issuer', ...times(leak.revoke), ...times(floor.revoke)],
      ['accepted to replacement current', ...times(leak.replaced), ...times()],
      ['accepted to owner told', ...times(leak.told), ...times()],
    ],
  );
}

function floodText({ sent, perSecond, drainedAfter, quiet, elsewhere, sameDoor }: FloodMeasured): string[] {
  const row = (what: string, { accepted, opened }: TrueReports) => {
    return [what, accepted.p50, accepted.p95, opened.p50, opened.p95];
  };
  return [
    `${sent} reports of a flood in one door's queue, ${perSecond} a second, empty ${drainedAfter} s after the last; true reports meanwhile, milliseconds`,
    tableOf(
      ['', 'accepted p50', 'p95', 'incident p50', 'p95'],
      [
        row('by an operator, without the flood', quiet),
        row('by an operator, in the flood', elsewhere),
        row('at the same door, in the flood', sameDoor),
      ],
    ),
  ];
}

function tableOf(head: string[], rows: (string | number)[][]): string {
  const colAligns = head.map((_, index) => (index === 0 ? ('left' as const) : ('right' as const)));
  const table = new Table({ head, colAligns, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}
