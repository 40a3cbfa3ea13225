import { z } from 'zod';
import { type ChainVerdict, verifyChain } from '../model/ledger/chain';
import { chainIdSchema, entrySchema } from '../model/ledger/entry';
import { CliError } from './cli-error';

const headSchema = z.strictObject({
  chain: chainIdSchema,
  head: z.object({ sequence: z.number().int().positive(), headHash: z.string() }),
});
const lineSchema = z.union([headSchema, entrySchema.loose()]);

type Chain = z.infer<typeof headSchema> & { entries: z.infer<typeof entrySchema>[] };

/** Recomputes each chain of an exported ledger. @throws CliError `usage` for a line that is no part of one, or that stands in another chain's place */
export function verifyExport(text: string): ({ chain: string } & ChainVerdict)[] {
  const chains: Chain[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = lineSchema.safeParse(parseJson(line));
    const last = chains.at(-1);
    if (parsed.success && 'head' in parsed.data && !('hash' in parsed.data)) {
      chains.push({ ...(parsed.data as z.infer<typeof headSchema>), entries: [] });
    } else if (parsed.success && last?.chain === parsed.data.chain) {
      last.entries.push(parsed.data as Chain['entries'][number]);
    } else {
      throw new CliError('usage', `line ${index + 1} is no line of an exported ledger: export it anew`);
    }
  }
  if (chains.length === 0) throw new CliError('usage', 'the file is empty: export the ledger anew');
  return chains.map(({ chain, head, entries }) => ({ chain, ...verifyChain(entries, head) }));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
