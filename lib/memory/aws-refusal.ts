/** Names of the exceptions with which Secrets Manager refuses a call. */
export type AwsRefusalName =
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'LimitExceededException'
  | 'ResourceExistsException'
  | 'ResourceNotFoundException';

/** A refusal of the service in memory, named as AWS names it. */
export class AwsRefusal extends Error {
  constructor(
    override readonly name: AwsRefusalName,
    message: string,
  ) {
    super(message);
  }
}
