import { GetParameterCommand, paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import { RekeyError } from '../model/rekey-error';
import { translateError } from './translate-error';

/** Parameters that a page has at most: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
const pageSize = 10;

/** What a deployment wrote down in the Parameter Store. */
export class SsmParameters {
  constructor(private readonly client: SSMClient) {}

  /** Values below a path, by what follows it in their names; one request for each ten. @throws RekeyError `misconfigured`, `unavailable` */
  async below(path: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    try {
      for await (const page of paginateGetParametersByPath(
        { client: this.client, pageSize },
        { Path: path, Recursive: true },
      )) {
        for (const { Name = '', Value = '' } of page.Parameters ?? []) found.set(Name.slice(path.length + 1), Value);
      }
    } catch (error) {
      throw translateError(error, `reading the parameters below ${path}`);
    }
    return found;
  }

  /** The value of one. @throws RekeyError `misconfigured`, `unavailable` */
  async read(Name: string): Promise<string> {
    try {
      const { Parameter } = await this.client.send(new GetParameterCommand({ Name }));
      if (Parameter?.Value !== undefined) return Parameter.Value;
    } catch (error) {
      throw translateError(error, `reading the parameter ${Name}`);
    }
    throw new RekeyError('misconfigured', `the parameter ${Name} is empty: deploy again`);
  }
}
