import type { Incident } from '../../model/leaks/incident';
import type { Sighting } from '../../model/leaks/leak-report';
import type { Paint } from './paint';
import { visible } from './visible';

/** Incidents in a table. */
export function incidentTable(incidents: readonly Incident[], paint: Paint): string {
  return paint.table(
    ['OPENED', 'STATE', 'VERDICT', 'REPORTS', 'INCIDENT'],
    incidents.map(({ openedAt, state, verdict, reportCount, incidentId }) => [
      openedAt,
      state,
      verdict.kind,
      String(reportCount),
      incidentId,
    ]),
    'none',
  );
}

/** Incidents that wait for a person: why, what they would be, and by whose word. */
export function heldTable(incidents: readonly Incident[], paint: Paint): string {
  return paint.table(
    ['OPENED', 'HELD FOR', 'OTHERWISE', 'SENDER', 'INCIDENT'],
    incidents.map(({ openedAt, verdict, incidentId }) => [
      openedAt,
      verdict.heldFor ?? '-',
      verdict.otherwise ?? '-',
      visible(verdict.inputs.sender ?? verdict.inputs.attestedBy),
      incidentId,
    ]),
    'Nothing waits for a decision.',
  );
}

/** One incident with its verdict, reports and timeline. */
export function incidentText(incident: Incident, paint: Paint): string {
  const { verdict, reminder } = incident;
  const { sender } = verdict.inputs;
  return [
    `${paint.bold(incident.incidentId)}  ${incident.state}`,
    `  verdict  ${verdict.kind}: ${visible(verdict.reason)}`,
    `  exposure ${verdict.inputs.exposure}, attested by ${visible(verdict.inputs.attestedBy)}`,
    ...(sender === undefined ? [] : [`  sender   ${visible(sender)}`]),
    ...(reminder === undefined ? [] : [`  ${waitingText(incident)}; told again at ${reminder.at}`]),
    '',
    paint.bold(`Reports (${incident.reportCount})`),
    ...incident.reports.flatMap((report) => [
      `  ${report.acceptedAt}  ${report.exposure}  ${visible(report.actor)}`,
      ...report.sightings.map((sighting) => `    ${sightingText(sighting)}`),
    ]),
    '',
    paint.bold('Timeline'),
    ...incident.timeline.map(({ at, what }) => `  ${at}  ${visible(what)}`),
  ].join('\n');
}

function waitingText({ state }: Incident): string {
  return state === 'held'
    ? 'held: nothing is done until somebody approves or dismisses it'
    : 'not ended: Rekey cannot name it at its issuer, so end it there by hand';
}

function sightingText({ source, file, line, url, rule }: Sighting): string {
  const place = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
  return visible([source, place, url, rule].filter((part) => part !== undefined).join('  '));
}
