/** Word of something that was done to a secret. It hints only: what is so is looked at. */
export interface SecretChange {
  /** ARN of the secret, where it is told. */
  arn: string;
  /** The version of the secret that `AWSCURRENT` was moved to; absent: something else was done, or it is not told. */
  movedTo?: string;
}
