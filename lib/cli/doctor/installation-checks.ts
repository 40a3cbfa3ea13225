import type { DoctorAnswer } from '../../api/answers/doctor-answer';
import type { Check } from './check';

/** The sweep comes every minute and sends what it finds; what waits longer than this was not picked up. */
const behindSeconds = 300;

/** What the installation's own answer says of its health. */
export function installationChecks(of: DoctorAnswer): Check[] {
  return [
    check('issuers', of.issuers.length > 0, `${of.issuers.map(({ name }) => name).join(', ') || 'none'}`, {
      remedy: 'add one to rekey.yaml and deploy',
      whose: 'yours',
    }),
    ...(of.epochMatches === undefined
      ? []
      : [
          check(
            'epoch',
            of.epochMatches,
            of.epochMatches
              ? 'the ledger is in the table it was kept in'
              : 'the ledger was restored from a backup: nothing is rotated, rolled back or revoked',
            {
              remedy:
                'run "rekey recover"; to revoke meanwhile, name the version: "rekey revoke KEY --version VERSION"',
              whose: 'yours',
            },
          ),
        ]),
    check(
      'sweep',
      of.oldestDueSeconds < behindSeconds,
      `the oldest due item has waited ${Math.round(of.oldestDueSeconds)} s`,
      {
        remedy: "look at the sweep's log, and the dead-letter queues",
        whose: 'ours',
      },
    ),
    check('pauses', true, pausesText(of), { remedy: 'end it with "rekey resume"', whose: 'yours' }),
    check('held', of.held.count === 0, heldText(of), {
      remedy: 'decide: "rekey incident list --held", then "rekey incident approve" or "dismiss"',
      whose: 'yours',
    }),
    check('rotations', of.overdue.length === 0, `${of.overdue.length} of ${of.keys} keys overdue`, {
      remedy: `see "rekey show ${of.overdue[0]?.keyId ?? ''}"`,
      whose: 'ours',
    }),
    // A try that failed is repeated, and mostly it is the issuer's answer or its admin credential that has to be mended.
    ...of.failing.map(({ keyId, failures, reason }) =>
      check('rotation', false, `${keyId} failed ${failures} times, last: ${reason}`, {
        remedy: `see "rekey show ${keyId}"; it is tried again by itself`,
        whose: 'yours',
      }),
    ),
    check('kill', of.unready.length === 0, killText(of), {
      remedy: 'see "rekey show" of each, and docs/runbook.md#not-ready-to-kill',
      whose: 'yours',
    }),
    ...of.channels
      .filter(({ confirmed, webhooks }) => !confirmed && !webhooks)
      .map(({ owner }) =>
        check('channel', false, `nothing reaches ${owner}`, {
          remedy: 'subscribe them to the topic and have it confirmed, or add a webhook to their keys',
          whose: 'yours',
        }),
      ),
  ];
}

function killText({ unready, unseen, keys }: DoctorAnswer): string {
  const not = unready.map(({ keyId, hindrances }) => `${keyId} (${hindrances.join(', ')})`).join(', ');
  const ready = keys - unready.length - unseen;
  return [
    `${ready} of ${keys} keys ready to kill`,
    ...(not === '' ? [] : [`not: ${not}`]),
    `${unseen} not looked at yet`,
  ].join('; ');
}

function heldText({ held }: DoctorAnswer): string {
  const since = held.since === undefined ? '' : `, the oldest since ${held.since}`;
  return `${held.count} incidents wait for a decision${since}`;
}

/** A pause is somebody's wish and no fault, but nobody should overlook it. */
function pausesText({ paused, pauses }: DoctorAnswer): string {
  const wide = pauses.map(({ scope, pause }) => {
    const what = 'all' in scope ? 'all keys' : `issuer ${scope.issuer}`;
    return `${what} until ${pause.until}${pause.containment ? ', containment too' : ''}: ${pause.reason}`;
  });
  return [`${paused} keys paused`, ...wide].join('; ');
}

function check(name: string, ok: boolean, detail: string, failing: { remedy: string; whose: Check['whose'] }): Check {
  return { name, ok, detail, whose: failing.whose, ...(ok ? {} : { remedy: failing.remedy }) };
}
