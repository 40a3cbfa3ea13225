import type { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';
import type { SecretValue } from '../../model/secret-value';
import type { AlertRef, GithubApi } from './github-api';
import { alertAnswerSchema, placesAnswerSchema } from './github-answers';

/** What one request may take, in milliseconds; match has 30 s, and tries three times. */
const timeoutMs = 5000;

/** Bytes of an answer that are read at most. */
const largestAnswer = 1_048_576;

/** GitHub's REST API at its own address or a GitHub Enterprise Server's. Redirects are not followed: the token goes nowhere else. */
export class HttpsGithubApi implements GithubApi {
  /** `baseUrl` is `https://api.github.com`, or `https://<host>/api/v3`; `token` gives an organisation's token, which can read its alerts. */
  constructor(
    private readonly baseUrl: string,
    private readonly token: (owner: string) => Promise<SecretValue>,
  ) {}

  alert(ref: AlertRef) {
    return this.#get(ref, '', alertAnswerSchema);
  }

  places(ref: AlertRef) {
    return this.#get(ref, '/locations?per_page=20', placesAnswerSchema);
  }

  async #get<S extends z.ZodType>(ref: AlertRef, rest: string, schema: S): Promise<z.output<S>> {
    const what = `reading alert ${ref.alert} of ${ref.owner}/${ref.repository}`;
    const path = `/repos/${ref.owner}/${ref.repository}/secret-scanning/alerts/${ref.alert}${rest}`;
    const token = await this.token(ref.owner);
    const { status, text } = await sent(`${this.baseUrl.replace(/\/$/, '')}${path}`, token, what);
    if (status !== 200) throw refusal(what, status);
    const parsed = schema.safeParse(json(text));
    // The answer holds the secret: nothing of it goes into the error.
    if (!parsed.success) throw new RekeyError('unavailable', `${what} failed: the answer is not an alert's`);
    return parsed.data;
  }
}

async function sent(url: string, token: SecretValue, what: string): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token.reveal().trim()}`,
        'user-agent': 'rekey',
        'x-github-api-version': '2022-11-28',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, text: await bounded(answer) };
  } catch {
    throw new RekeyError('unavailable', `${what} failed: no whole answer in time`);
  }
}

async function bounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > largestAnswer) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** GitHub answers 404 both for what is gone and for what the token may not see; 403 also when its rate limit is used up. */
function refusal(what: string, status: number): RekeyError {
  const message = `${what} failed: GitHub answered ${status}`;
  if (status === 401 || status === 404) {
    return new RekeyError(
      'misconfigured',
      `${message}: the alert is gone, or the organisation's token may not read it`,
    );
  }
  return new RekeyError('unavailable', message);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}
