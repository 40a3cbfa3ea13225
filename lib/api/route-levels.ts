import type { Routes } from './routes';

/** What a caller of the operator API may do, each with all that comes before it. */
export const levels = ['read', 'operate', 'admin'] as const;
export type Level = (typeof levels)[number];

/** The level that each route takes: reading; acting on keys as they are declared; declaring them. A route that is not here is nobody's. */
export const routeLevels = {
  planKey: 'read',
  showKey: 'read',
  listKeys: 'read',
  lineage: 'read',
  installationLineage: 'read',
  listIncidents: 'read',
  incidentsOfKey: 'read',
  showIncident: 'read',
  identify: 'read',
  locate: 'read',
  locateInKey: 'read',
  deadLetters: 'read',
  backtestKey: 'read',
  showDiscovery: 'read',
  doctor: 'read',
  recovery: 'read',
  rotateKey: 'operate',
  rollBackKey: 'operate',
  revokeKey: 'operate',
  pauseKey: 'operate',
  resumeKey: 'operate',
  approveIncident: 'operate',
  dismissIncident: 'operate',
  reportLeak: 'operate',
  discover: 'admin',
  applyKey: 'admin',
  recover: 'admin',
  pauseWidely: 'admin',
  resumeWidely: 'admin',
  releaseKey: 'admin',
  redrive: 'admin',
} as const satisfies Record<keyof Routes, Level>;

/**
 * Routes without a key in their path that are open to those who have some keys only. A report concerns the key whose value was found, and
 * whoever found it is to say so; `identify` tells nothing of any key, and what it answers is looked up key by key.
 */
export const forAnyKeys: readonly (keyof Routes)[] = ['reportLeak', 'identify'];
