import { z } from 'zod';
import { discoveryIdSchema } from '../model/discovery/discovery';
import { backtestAnswerSchema } from './answers/backtest-answer';
import { discoveryAnswerSchema, discoveryBegunSchema } from './answers/discovery-answer';
import { locatedAnswerSchema } from './answers/located-answer';
import { identifyAnswerSchema, identifyRequestSchema, valueMarksSchema } from './identify-request';
import type { Route } from './route';

/** The operations that find out: whose a value is, what an issuer holds that is no key's, what a schedule would have done. */
export const findingRoutes = {
  identify: {
    name: 'identify',
    method: 'POST',
    path: '/v1/identify',
    summary: 'Turns a value into what locate can look up. Looks nothing up, keeps nothing, reports nothing.',
    answeredBy: 'intake',
    request: identifyRequestSchema,
    response: identifyAnswerSchema,
    status: 200,
  },
  locate: {
    name: 'locate',
    method: 'POST',
    path: '/v1/locate',
    summary: 'Which versions, of all keys, what identify answered belongs to.',
    answeredBy: 'operate',
    request: valueMarksSchema,
    response: locatedAnswerSchema,
    status: 200,
  },
  locateInKey: {
    name: 'locateInKey',
    method: 'POST',
    path: '/v1/locate/{key+}',
    summary: 'The same of one key; what belongs to another one is as unknown as what belongs to nobody.',
    answeredBy: 'operate',
    request: valueMarksSchema,
    response: locatedAnswerSchema,
    status: 200,
  },
  backtestKey: {
    name: 'backtestKey',
    method: 'GET',
    path: '/v1/backtest/{key+}',
    summary: "Replays a key's schedule over what is known of it. Changes nothing.",
    answeredBy: 'operate',
    query: z.strictObject({
      days: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'use a number of days from 1 to 9999')
        .optional(),
    }),
    response: backtestAnswerSchema,
    status: 200,
  },
  discover: {
    name: 'discover',
    method: 'POST',
    path: '/v1/discover/{issuer}',
    summary:
      "Has a worker look, reading only, at what an issuer holds that is no key's, and which opened secrets hold it.",
    answeredBy: 'operate',
    response: discoveryBegunSchema,
    status: 202,
  },
  showDiscovery: {
    name: 'showDiscovery',
    method: 'GET',
    path: '/v1/discovery/{issuer}',
    summary: 'How far the last discovery of an issuer is, and a part of what it found.',
    answeredBy: 'operate',
    query: z.strictObject({
      id: discoveryIdSchema.optional(),
      part: z
        .string()
        .regex(/^\d{1,6}$/, 'use the number of a part')
        .optional(),
    }),
    response: discoveryAnswerSchema,
    status: 200,
  },
} as const satisfies Record<string, Route>;
