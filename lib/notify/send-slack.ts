import type { Facts } from './facts';
import { hookSecretName } from './hook-secret-name';
import type { NotifyWorld } from './notify-world';
import { slackHookOf } from './slack-hook';
import { slackMessageOf } from './slack-message';

/** Posts an event to Slack. Slack knows no id of a message: sent again, it stands there twice. @throws RekeyError when it was not taken */
export async function sendSlack(world: NotifyWorld, facts: Facts, secret: string): Promise<void> {
  const url = slackHookOf(await world.hookSecrets.read(hookSecretName(secret)), world);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Rekey' };
  await world.webhooks.send({ url, headers, body: JSON.stringify(slackMessageOf(facts)) });
}
