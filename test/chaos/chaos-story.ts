import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { setTimeout as delay } from 'node:timers/promises';
import { leakReportAnswerSchema } from '../../lib/api/leak-report-request';
import { type KeyId, keyIdSchema } from '../../lib/model/ids';
import { signedAnswer } from '../local/signed-answer';
import { Random } from '../simulation/surroundings/random';
import type { ChaosStage } from './chaos-stage';
import { killFunction } from './kill-functions';
import { openLedger } from './open-ledger';

/** How much is to happen. */
export interface ChaosPlan {
  seed: number;
  keys: number;
  /** Rotations by hand, of all keys together; those after leaks come besides. */
  rotations: number;
  /** Values of current versions that are reported as public: 20 at most, and no more than two a key. */
  leaks: number;
  /** Milliseconds between two kills of a function. */
  killEveryMs: number;
}

/** What did happen. */
export interface Told {
  rotationsAsked: number;
  /** Ids of the reports that were answered with 202. */
  reports: string[];
  functionsKilled: number;
}

/** Has keys rotated and leaked, while whatever carries that out is troubled and killed. @throws Error when nothing goes on any more */
export async function chaosStory(
  set: ChaosStage & { begin(): void },
  plan: ChaosPlan,
  progress: (what: string) => void,
): Promise<Told> {
  const names = Array.from({ length: plan.keys }, (_, index) =>
    keyIdSchema.parse(`chaos/key-${String(index).padStart(3, '0')}`),
  );
  await set.apply(Object.fromEntries(names.map((name) => [name, { maxAge: '2h', overlap: '10s' }])));
  const ledger = openLedger(set.stage);
  const currentOf = async (name: KeyId) => (await ledger.key(name))?.currentVersionId;
  for (const name of names)
    await until(`the first value of ${name}`, 300, async () => (await ledger.key(name))?.rotateAt);
  set.begin();

  const told: Told = { rotationsAsked: 0, reports: [], functionsKilled: 0 };
  const random = new Random(plan.seed + 1);
  let over = false;
  const killer = (async () => {
    while (!over) {
      await delay(plan.killEveryMs);
      if (!over && (await killFunction(set.stage.endpoint, random))) told.functionsKilled += 1;
    }
  })();
  const shares = names.map((name, index) => ({
    name,
    rotations: shareOf(plan.rotations, plan.keys, index),
    // Two a key: a third kill within a day would be held for a person, and so would an eleventh key within ten minutes.
    leaks: index < Math.ceil(plan.leaks / 2) ? shareOf(plan.leaks, Math.ceil(plan.leaks / 2), index) : 0,
  }));
  try {
    await Promise.all(
      shares.map(async ({ name, rotations, leaks }) => {
        let leaksLeft = leaks;
        for (let round = 0; round < rotations + leaks; round++) {
          const before = await currentOf(name);
          // Leaks come between the rotations, not after them.
          if (round % 2 === 1 && leaksLeft > 0) {
            leaksLeft -= 1;
            told.reports.push(await reportCurrent(set, name));
          } else {
            await call(set, 'POST', `/v1/rotate/${name}`, { commandId: `chaos-${round}` });
            told.rotationsAsked += 1;
          }
          // A function that was killed holds its claim for a minute and a half, and the sweep takes up what it left every five.
          await until(`another value of ${name}`, 1800, async () =>
            (await currentOf(name)) === before ? undefined : true,
          );
          progress(
            `${told.rotationsAsked} rotations asked, ${told.reports.length} leaks, ${told.functionsKilled} kills`,
          );
        }
      }),
    );
  } finally {
    over = true;
    await killer;
  }
  return told;
}

function shareOf(total: number, parts: number, index: number): number {
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0);
}

/** Reports the current value as public; the report's id. */
async function reportCurrent(set: ChaosStage, name: string): Promise<string> {
  const { url, region, credentials } = set.stage.endpoint;
  const secrets = new SecretsManagerClient({ endpoint: url, region, credentials });
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
  secrets.destroy();
  const { token } = JSON.parse(SecretString) as { token: string };
  const body = { source: 'value', exposure: 'public', value: token };
  return leakReportAnswerSchema.parse(await call(set, 'POST', '/v1/leak/report', body)).reportId;
}

/** One call of the operator API, again until it is taken: the function that answers may be killed, too. Its answer. */
async function call(set: ChaosStage, method: string, path: string, body: object): Promise<unknown> {
  const { region, credentials } = set.stage.endpoint;
  return until(`${method} ${path}`, 600, async () => {
    const { status, text } = await signedAnswer({
      url: `${set.stage.api}${path}`,
      service: 'execute-api',
      region,
      credentials,
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => ({ status: 0, text: '' }));
    return status === 202 || status === 200 ? (JSON.parse(text) as unknown) : undefined;
  });
}

async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await delay(500);
  }
}
