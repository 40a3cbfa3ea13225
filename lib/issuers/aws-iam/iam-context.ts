import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import type { SecretValue } from '../../model/secret-value';
import { awsFailure } from './aws-failure';

/** What the operations of one configured issuer work with. */
export interface IamContext {
  issuer: string;
  /** Path of the users that are listed. */
  path: string;
  /** Names of users outside it that are listed as well. */
  users: readonly string[];
  /** Signs as the worker's role, or as the configured one. One attempt a call. */
  iam: IAMClient;
  /** A client that signs with an access key under examination. */
  stsAs(accessKeyId: string, secretAccessKey: SecretValue): STSClient;
}

/** One call of IAM, its failure translated. @throws IssuerError */
export async function ask<T>(
  { issuer }: IamContext,
  operation: string,
  call: () => Promise<T>,
  how: { mints?: boolean } = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw awsFailure(error, { issuer, operation, ...how });
  }
}

/** As {@link ask}; undefined when what was asked for is not there. @throws IssuerError */
export async function askIfThere<T>(
  context: IamContext,
  operation: string,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const failure = awsFailure(error, { issuer: context.issuer, operation });
    if (failure.kind === 'not_found') return undefined;
    throw failure;
  }
}
