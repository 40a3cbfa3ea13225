import { randomUUID } from 'node:crypto';
import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListRolePolicies,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Endpoint } from '../../lib/local/endpoint';
import { assumeRole } from '../local/assume-role';
import type { Credentials } from '../local/assume';
import { roleNamed } from '../local/role-named';

/** What the bare calls have of their own in the place of the worker's. */
export interface BareOwn {
  tableArn: string;
  macKeyArn: string;
  queueArn: string;
}

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }],
};

/** Credentials of a role that may do what a worker may, statement for statement, with a table, a MAC key and a queue of its own: the endpoint looks as closely at what it asks. */
export async function bareWorker(endpoint: Endpoint, issuer: string, own: BareOwn): Promise<Credentials> {
  const { url, region, credentials } = endpoint;
  const iam = new IAMClient({ endpoint: url, region, credentials });
  const worker = await roleNamed(endpoint, `Issuer${issuer}WorkerRole`);
  const RoleName = `bare-worker-${randomUUID()}`;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName: worker })) {
    for (const PolicyName of PolicyNames) {
      const read = await iam.send(new GetRolePolicyCommand({ RoleName: worker, PolicyName }));
      const PolicyDocument = inPlaceOf(decodeURIComponent(read.PolicyDocument ?? ''), own);
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
  }
  return assumeRole(endpoint, RoleName);
}

interface Statement {
  Action: string | string[];
  Resource: string | string[];
}

function inPlaceOf(document: string, { tableArn, macKeyArn, queueArn }: BareOwn): string {
  const policy = JSON.parse(document) as { Statement: Statement[] };
  const ownOf =
    ({ Action }: Statement) =>
    (arn: string) => {
      if (Action === 'kms:GenerateMac') return macKeyArn;
      if (arn.startsWith('arn:aws:sqs:')) return queueArn;
      return arn.replace(/^arn:aws:dynamodb:[^/]*\/[^/]+/, tableArn);
    };
  const Statement = policy.Statement.map((one) => ({ ...one, Resource: [one.Resource].flat().map(ownOf(one)) }));
  return JSON.stringify({ ...policy, Statement });
}
