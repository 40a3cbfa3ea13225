import { restlessness } from '../histories/rest';
import type { Simulation } from '../surroundings/simulation';
import { checkContained } from './leaks-are-contained';
import { checkDeclared } from './declared-is-so';
import { checkOthersKept } from './observe-changes-nothing';
import { checkAlive } from './p2-p5-nothing-else-alive';
import { checkDeaths } from './p4-p6-deaths';
import { checkChains } from './p7-append-only';
import { checkFloodTold } from './flood-is-told';
import { checkReportsTold } from './p9-reports-are-told';
import { checkTold } from './p9-someone-is-told';

/** What holds once everything has come to rest. */
export function checkAtRest(simulation: Simulation): void {
  const restless = restlessness(simulation);
  if (restless !== undefined) return simulation.watch.break('everything comes to rest', restless);
  checkAlive(simulation);
  checkDeaths(simulation);
  checkChains(simulation);
  checkTold(simulation);
  checkFloodTold(simulation);
  checkOthersKept(simulation);
  checkDeclared(simulation);
  checkContained(simulation);
  checkReportsTold(simulation);
}
