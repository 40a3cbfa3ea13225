import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ConsumerCall, consumerConfigSchema } from './consumer-config';

/** A consumer as teams write them: it reads its secret, caches the value for `refresh`, and calls the issuer with it. One line of JSON a call. */
async function run(): Promise<void> {
  const config = consumerConfigSchema.parse(JSON.parse(process.env['REKEY_DEMO_CONSUMER'] ?? '{}'));
  const secrets = new SecretsManagerClient({ endpoint: config.endpoint, region: config.region });
  let cached: { value: string; versionId: string; readAt: number } | undefined;
  for (;;) {
    if (cached === undefined || Date.now() - cached.readAt >= config.refreshMs) {
      const answer = await secrets.send(new GetSecretValueCommand({ SecretId: config.secret }));
      const fields = JSON.parse(answer.SecretString ?? '{}') as Record<string, string>;
      const value = fields[config.field];
      cached = value === undefined ? undefined : { value, versionId: answer.VersionId ?? '', readAt: Date.now() };
    }
    if (cached !== undefined) {
      const answer = await fetch(config.url, { headers: { authorization: `${config.scheme}${cached.value}` } });
      await answer.body?.cancel();
      const call: ConsumerCall = { at: Date.now(), status: answer.status, versionId: cached.versionId };
      process.stdout.write(`${JSON.stringify(call)}\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, config.pollMs));
  }
}

// Its parent holds the other end of this pipe: when that is gone, so is the consumer.
process.stdin.on('end', () => process.exit(0)).resume();
run().catch((error: unknown) => {
  process.stderr.write(`consumer: ${error instanceof Error ? error.name : 'failed'}\n`);
  process.exit(1);
});
