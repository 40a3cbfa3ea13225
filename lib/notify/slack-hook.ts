import { z } from 'zod';
import { RekeyError } from '../model/rekey-error';
import type { SecretValue } from '../model/secret-value';

const contentSchema = z.object({ url: z.string() });

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address of an incoming webhook in a secret's content: bare, or JSON with `url`. It is Slack's, or with `allowLocal` a loopback address. Whoever knows it can post, so no error quotes it. @throws RekeyError `misconfigured` */
export function slackHookOf(content: SecretValue, { allowLocal }: { allowLocal: boolean }): string {
  const text = addressIn(content.reveal().trim());
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (isSlack(url) || (allowLocal && isLocal(url)))) return url.href;
  throw new RekeyError(
    'misconfigured',
    'the secret of a Slack channel holds no incoming webhook: put its address there, which begins with "https://hooks.slack.com/services/"',
  );
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function isSlack({ origin, username, password, pathname }: URL): boolean {
  const anonymous = username === '' && password === '';
  return anonymous && origin === 'https://hooks.slack.com' && pathname.startsWith('/services/');
}

function isLocal({ protocol, hostname, username, password }: URL): boolean {
  return protocol === 'http:' && loopback.has(hostname) && username === '' && password === '';
}

function addressIn(text: string): string | undefined {
  if (!text.startsWith('{')) return text;
  try {
    return contentSchema.safeParse(JSON.parse(text)).data?.url;
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}
