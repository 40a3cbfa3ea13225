import { setInstantStage, type InstantStage } from '../local/instant-stage';
import { Random } from '../simulation/surroundings/random';
import { awsTrouble } from './aws-trouble';
import { type DisturbingProxy, startDisturbingProxy } from './disturbing-proxy';
import { issuerTrouble } from './issuer-trouble';

/** Rekey deployed at an endpoint of its own, whose functions reach their issuer and AWS through proxies that trouble them. */
export interface ChaosStage extends InstantStage {
  toIssuer: DisturbingProxy;
  toAws: DisturbingProxy;
  /** No trouble from now on. */
  calm(): void;
}

/** Sets the stage. Nothing is troubled until `begin` is called; the seed decides what then is, as far as the requests come in the same order. */
export async function setChaosStage(seed: number): Promise<ChaosStage & { begin(): void }> {
  const random = new Random(seed);
  const aws = awsTrouble(random, Date.now);
  let begun = false;
  let issuerUrl: string | undefined;
  let endpointUrl: string | undefined;
  const toIssuer = await startDisturbingProxy({
    target: () => issuerUrl,
    choose: (request) => (begun ? issuerTrouble(random, request) : undefined),
  });
  const toAws = await startDisturbingProxy({
    target: () => endpointUrl,
    choose: (request) => (begun ? aws(request) : undefined),
  });
  const set = await setInstantStage({
    functionEnv: { AWS_ENDPOINT_URL: toAws.url },
    through: async (url) => {
      issuerUrl = url;
      return toIssuer.url;
    },
  });
  endpointUrl = set.stage.endpoint.url;
  return {
    ...set,
    toIssuer,
    toAws,
    begin: () => {
      begun = true;
    },
    calm: () => {
      toIssuer.calm();
      toAws.calm();
    },
    stop: async () => {
      await set.stop();
      await Promise.all([toIssuer.stop(), toAws.stop()]);
    },
  };
}
