import type { z } from 'zod';
import type { installationLineageAnswerSchema } from '../answers/lineage-answer';
import type { OperatorCall } from './operator-request';
import { pageOfEntries } from './page-of-entries';

/** Answers `GET /v1/installation`, a page at a time. */
export async function answerInstallationLineage(
  call: OperatorCall,
): Promise<z.input<typeof installationLineageAnswerSchema>> {
  const { ledger } = call.world;
  const page = await pageOfEntries(ledger, 'INSTALLATION', Number(call.query['from'] ?? '1'));
  // Read after the entries: a head from before them could end earlier than they do.
  const { sequence, headHash } = await ledger.installation();
  return { head: { sequence, headHash }, ...page };
}
