import { z } from 'zod';
import { incidentSchema } from '../model/leaks/incident';
import { incidentListAnswerSchema } from './answers/incident-list-answer';
import { approveRequestSchema, decisionAnswerSchema, dismissRequestSchema } from './decision-requests';
import type { Route } from './route';

/** Operations on incidents: looking, and deciding on what is held. */
export const incidentRoutes = {
  listIncidents: {
    name: 'listIncidents',
    method: 'GET',
    path: '/v1/incidents',
    summary: 'Incidents of all keys in a month, or of the last 12 months, newest month first.',
    answeredBy: 'operate',
    query: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'use a month such as 2026-11')
        .optional(),
      held: z
        .literal('true', 'use true')
        .optional()
        .describe('Only those that wait for a person, whenever they opened.'),
      next: z.string().max(4096).optional(),
    }),
    response: incidentListAnswerSchema,
    status: 200,
  },
  incidentsOfKey: {
    name: 'incidentsOfKey',
    method: 'GET',
    path: '/v1/incidents-of/{key+}',
    summary: 'Incidents of one key.',
    answeredBy: 'operate',
    response: incidentListAnswerSchema,
    status: 200,
  },
  showIncident: {
    name: 'showIncident',
    method: 'GET',
    path: '/v1/incident/{version}/{key+}',
    summary: 'One incident; its id is <key>:<version>.',
    answeredBy: 'operate',
    response: incidentSchema,
    status: 200,
  },
  approveIncident: {
    name: 'approveIncident',
    method: 'POST',
    path: '/v1/incident-approve/{version}/{key+}',
    summary: 'Has done what a held incident would have had done without the hold.',
    answeredBy: 'operate',
    request: approveRequestSchema,
    response: decisionAnswerSchema,
    status: 202,
  },
  dismissIncident: {
    name: 'dismissIncident',
    method: 'POST',
    path: '/v1/incident-dismiss/{version}/{key+}',
    summary: 'Closes a held incident: nothing is revoked because of it, and the caller takes the risk.',
    answeredBy: 'operate',
    request: dismissRequestSchema,
    response: decisionAnswerSchema,
    status: 200,
  },
} as const satisfies Record<string, Route>;
