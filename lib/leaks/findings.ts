import { z } from 'zod';
import { SecretValue } from '../model/secret-value';
import type { LeakSource } from './leak-source';
import { scannedCharacters, shortestReading } from './reading-limits';
import { refusedReport } from './refused-report';

/** One finding of a tool of one's own: the value as it was found, and where. */
const findingSchema = z.strictObject({
  value: z.string().min(1).max(scannedCharacters),
  file: z.string().optional(),
  line: z.number().int().positive().optional(),
  url: z.string().optional(),
  rule: z.string().optional(),
});

const findingsSchema = z.array(findingSchema);

/** The plain list that any tool can write; values that are too short to be credentials are left out. */
export const findings: LeakSource = {
  name: 'findings',
  possession: true,
  read(request, limit) {
    const parsed = findingsSchema.safeParse(request.report);
    if (!parsed.success) {
      const [index, field] = parsed.error.issues[0]?.path ?? [];
      const at = index === undefined ? '' : `[${String(index)}]${field === undefined ? '' : `.${String(field)}`}`;
      throw refusedReport(`findings${at}`, 'is not as docs/leaks.md describes it');
    }
    if (parsed.data.length > limit) throw refusedReport('findings', `are more than ${limit}: send them in parts`);
    return parsed.data
      .filter(({ value }) => value.trim().length >= shortestReading)
      .map(({ value, ...sighting }) => ({ value: new SecretValue(value), sighting }));
  },
};
