import { matchReport } from '../lib/engine/match-report';
import { leakReportSchema } from '../lib/model/leak-report';
import { eachRecord } from './wiring/each-record';
import { invoked } from './wiring/invoked';
import { ledgerWorld } from './wiring/ledger-world';
import { once } from './wiring/once';

const coldStart = once(ledgerWorld);

/** The queue of accepted reports. */
export const handler = invoked(
  eachRecord(async (body): Promise<void> => {
    await matchReport(await coldStart(), leakReportSchema.parse(JSON.parse(body)));
  }),
);
