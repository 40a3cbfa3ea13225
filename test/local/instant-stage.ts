import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { setStage, type Stage, type StageOptions } from '../../demo/stage';
import { SecretValue } from '../../lib/model/secret-value';
import type { InstantOptions } from '../issuers/instant-api';
import { type InstantIssuer, startInstantIssuer } from '../issuers/instant-issuer';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver';

/** Rekey, deployed at an endpoint of its own, with an issuer that refuses at once and one receiver of webhooks. */
export interface InstantStage {
  stage: Stage;
  issuer: InstantIssuer;
  receiver: WebhookReceiver;
  /** Declares keys of the issuer in a file and applies it. */
  apply: (keys: Readonly<Record<string, object>>) => Promise<unknown>;
  /** Ends everything, in the order that leaves nothing running. */
  stop(): Promise<void>;
}

/** Name of the secret with the receiver's signing key. */
export const hookSecret = 'rekey/hooks/team';

const exampleCatalogue = join(__dirname, '..', '..', 'examples', 'issuer', 'instant.yaml');

/** What is not as usual on the stage. */
export interface InstantStageOptions {
  /** Added to the environment of every function. @default nothing */
  functionEnv?: Record<string, string>;
  /** @default none */
  doors?: NonNullable<StageOptions['doors']>;
  /** Where the functions reach the issuer that has this address. @default there */
  through?: (url: string) => Promise<string>;
  /** How the issuer behaves. @default it answers at once, and knows every operation */
  issuer?: InstantOptions;
  /** File of the issuer's catalogue. @default the example's */
  catalogue?: string;
  /** Python that the endpoint runs before it begins. @default nothing */
  endpointPrelude?: string;
}

/** Sets a stage; whatever AWS_ENDPOINT_URL says, its endpoint is a new one, since tests look at all that is there. */
export async function setInstantStage(options: InstantStageOptions = {}): Promise<InstantStage> {
  const { functionEnv = {}, doors, through = async (url) => url, catalogue = exampleCatalogue } = options;
  const [issuer, receiver] = await Promise.all([startInstantIssuer(options.issuer), startWebhookReceiver()]);
  const ending = [() => issuer.stop(), () => receiver.close()];
  const stop = async () => {
    for (const end of ending.toReversed()) await end();
  };
  try {
    const stage = await setStage({
      issuers: [
        { name: 'instant', kind: 'instant', url: await through(issuer.url), adminToken: issuer.adminToken, catalogue },
      ],
      hooks: { [hookSecret]: new SecretValue(receiver.signingKey) },
      progress: () => undefined,
      functionEnv,
      ...(options.endpointPrelude && { endpointPrelude: options.endpointPrelude }),
      ...(doors && { doors }),
      env: { PATH: process.env['PATH'] },
    });
    ending.push(() => stage.stop());
    const apply = async (keys: Readonly<Record<string, object>>) => {
      const file = join(stage.folder, 'applied.yaml');
      const declared = Object.entries(keys).map(([key, own]) => [key, { ...declarationOf(key, receiver.url), ...own }]);
      await writeFile(file, stringify({ keys: Object.fromEntries(declared) as object }));
      return (await stage.rekey(['apply', file])).json;
    };
    return { stage, issuer, receiver, apply, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function declarationOf(key: string, webhook: string): object {
  return {
    owner: 'ana@example.com',
    team: 'platform',
    environment: 'development',
    purpose: 'a test of the whole',
    issuer: 'instant',
    maxAge: '20m',
    overlap: '10s',
    expiry: 'revoke',
    leak: { overlap: '10s' },
    secret: { name: key, field: 'token' },
    grant: [{ allow: { scopes: ['read'] }, because: 'reads' }],
    consumers: [{ name: 'job', refresh: '5s' }],
    notify: [{ webhook, secret: hookSecret }],
  };
}
