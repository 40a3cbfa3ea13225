import { LambdaClient, paginateListFunctions, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Stage } from '../../demo/stage';

/** Has every function start anew, as a deployment does, with these variables in place of those that it has of that name. */
export async function startAnew(
  { endpoint: { url: endpoint, region, credentials } }: Stage,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const client = new LambdaClient({ endpoint, region, credentials });
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName, Environment, Description } of Functions) {
      const present = Environment?.Variables ?? {};
      const exchanged = Object.entries(variables).filter(([name]) => name in present);
      const Variables = { ...present, ...Object.fromEntries(exchanged), STARTED_ANEW: new Date().toISOString() };
      await client.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Description, Environment: { Variables } }),
      );
    }
  }
}
