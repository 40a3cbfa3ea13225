import { issuerProfile } from '../lib/issuers/issuer-profile';
import { startEndpoint } from '../lib/local/endpoint';
import { startUnleash } from '../lib/local/unleash';
import type { IssuerName, KeyId } from '../lib/model/ids';
import { SecretValue } from '../lib/model/secret-value';
import { startWebhookReceiver } from '../test/local/webhook-receiver';
import { applyExamples } from './apply-examples';
import { searchEverywhere } from './canaries';
import { startConsumer, tally } from './consumer';
import { currentVersion, keyState, rotationsOf } from './key-state';
import { leakStory } from './leak-story';
import { rotationStory } from './rotation-story';
import { setStage } from './stage';
import type { LineageStep, Story } from './story';
import type { Timeline } from './timeline';
import { waitUntil } from './wait-until';

/** The hook's secret, as examples/demo/keys.yaml names it. */
const hookSecret = 'rekey/hooks/checkout';
const checkout = 'shop/checkout-flags' as KeyId;
const search = 'shop/search-flags' as KeyId;

/** Plays the demonstration once, from nothing to a proven death, and gives what was measured. @throws RekeyError, Error naming what did not happen in time */
export async function play(timeline: Timeline): Promise<Story> {
  const startedAt = Date.now();
  const ending: (() => Promise<void>)[] = [];
  try {
    // First what a wrong setting can prevent: Unleash takes its time.
    const endpoint = await startEndpoint({ progress: timeline.progress });
    ending.push(() => endpoint.stop());
    const unleash = await startUnleash({ progress: timeline.progress });
    ending.push(() => unleash.stop());
    timeline.tell(`Unleash ${unleash.version} is up: a real issuer`);
    const receiver = await startWebhookReceiver();
    ending.push(() => receiver.close());
    const stage = await setStage({
      issuers: [{ name: 'unleash', kind: 'unleash', url: unleash.url, adminToken: unleash.adminToken }],
      hooks: { [hookSecret]: new SecretValue(receiver.signingKey) },
      progress: timeline.progress,
      endpoint,
    });
    ending.push(() => stage.stop());
    const { kind, version, iamEnforced } = stage.endpoint;
    timeline.tell(`Rekey is deployed at ${kind} ${version}${iamEnforced ? ', which enforces IAM' : ''}`);

    await applyExamples(stage, receiver.url);
    timeline.tell('two keys are declared, with "rekey apply"');
    for (const key of [checkout, search]) {
      const issued = await waitUntil(`the first value of ${key}`, 90, () => currentVersion(stage, key));
      timeline.tell(`${key}: first value issued, version ${issued.versionId}`);
    }
    const consumers = [checkout, search].map((secret) =>
      startConsumer(
        {
          endpoint: stage.endpoint.url,
          region: stage.endpoint.region,
          secret,
          field: 'token',
          refreshMs: 5000,
          pollMs: 250,
          url: `${unleash.url}/api/client/features`,
          scheme: '',
        },
        stage.credentials,
      ),
    );
    ending.push(async () => {
      await Promise.allSettled(consumers.map((consumer) => consumer.stop()));
    });
    timeline.tell('a consumer of each polls Unleash with a value it caches for 5 s');

    const [dueAt, leak] = await Promise.all([
      rotationStory(stage, timeline, checkout),
      leakStory(stage, timeline, {
        key: search,
        patterns: issuerProfile({ name: 'unleash' as IssuerName, kind: 'unleash', url: unleash.url }).patterns,
        toldAt: (since) =>
          receiver.messages.find((message) => isLeakOf(message, search) && message.receivedAt >= since)?.receivedAt,
      }),
    ]);
    for (const consumer of consumers) await consumer.stop();
    const lineage = await stage.rekey(['lineage', checkout, '--verify']);
    const { entries, verification } = lineage.json as { entries: LineageStep[]; verification?: { kind: string } };
    const verified = verification?.kind === 'intact';
    timeline.tell(`lineage of ${checkout}: ${entries.length} entries, the chain ${verified ? 'fits' : 'is broken'}`);
    const states = await Promise.all([checkout, search].map((key) => keyState(stage, key)));
    const killed = new Set(states.flatMap(({ incidents }) => incidents.map(({ versionId }) => versionId as string)));
    const found = await searchEverywhere(stage, {
      secrets: [checkout, search],
      others: { admin: unleash.adminToken.reveal(), hook: receiver.signingKey },
      texts: [...receiver.messages.map(({ body }) => body), ...stage.outputsOfRekey],
      logFiles: {
        unleash: unleash.logFile,
        ...(stage.endpoint.logFile === undefined ? {} : { [kind]: stage.endpoint.logFile }),
      },
    });
    return {
      endpoint: { kind, version, iamEnforced },
      issuer: { kind: 'unleash', version: unleash.version },
      rotations: states.flatMap((state) => rotationsOf(state, dueAt)),
      consumer: tally(
        consumers.flatMap(({ calls }) => calls),
        killed,
      ),
      leak,
      messages: receiver.messages.map(({ event, key, receivedAt, signatureValid, body }) => ({
        event,
        key,
        at: receivedAt,
        signatureValid,
        title: titleOf(body),
      })),
      lineage: {
        key: checkout,
        entries: entries.length,
        verified,
        steps: entries.map(({ sequence, at, type, actor }) => ({ sequence, at, type, actor })),
      },
      plaintextFound: found.ours,
      searched: { ours: found.places, thirdParties: found.thirdParties },
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

function isLeakOf(message: { event: string; key: string }, key: KeyId): boolean {
  return message.event === 'Leak Reported' && message.key === key;
}

/** The headline of a message, as its receiver reads it. */
function titleOf(body: string): string {
  const { data } = JSON.parse(body) as { data?: { title?: string } };
  return data?.title ?? '';
}
