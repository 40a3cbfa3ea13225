import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Material } from '../../model/secret-format';
import { SecretValue } from '../../model/secret-value';
import type { ProbeResult } from '../../ports/issuer';
import { IssuerError } from '../../ports/issuer-error';
import { awsFailure, failureName } from './aws-failure';
import type { IamContext } from './iam-context';

/** What is refused here is the key under examination, not the admin credential. */
function unclear(failure: IssuerError): IssuerError {
  return failure.kind === 'rejected' ? new IssuerError('fatal', failure.message, failure.details) : failure;
}

/** Asks STS who the key is, which no policy can forbid. Only `InvalidClientTokenId` means dead; being denied is being known. @throws IssuerError for all other answers */
export async function verifyKey(context: IamContext, material: Material): Promise<ProbeResult> {
  const id = material['accessKeyId']?.reveal() ?? '';
  const sts = context.stsAs(id, material['secretAccessKey'] ?? new SecretValue(''));
  try {
    await sts.send(new GetCallerIdentityCommand({}));
    return { kind: 'alive' };
  } catch (error) {
    switch (failureName(error)) {
      case 'InvalidClientTokenId':
        return { kind: 'dead' };
      case 'AccessDenied':
      case 'AccessDeniedException':
        return { kind: 'alive' };
      default:
        throw unclear(awsFailure(error, { issuer: context.issuer, operation: 'GetCallerIdentity' }));
    }
  } finally {
    sts.destroy();
  }
}
