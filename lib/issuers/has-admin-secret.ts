/** Whether an issuer of this kind is administered with a credential from a secret; `aws-iam` is, with the worker's own role instead. */
export function hasAdminSecret(kind: string): boolean {
  return kind !== 'aws-iam';
}
