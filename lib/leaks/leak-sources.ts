import { findings } from './findings';
import type { LeakRequest } from './leak-request';
import type { LeakSource } from './leak-source';
import { secretlint } from './secretlint';
import { value } from './value';

/** Every source that intake understands, by its name: a new one is one file and one line here. */
export const leakSources: Readonly<Record<LeakRequest['source'], LeakSource>> = { value, secretlint, findings };
