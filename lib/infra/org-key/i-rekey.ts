/** An installation of Rekey as the apps of teams know it: where stacks register keys. */
export interface IRekey {
  /** ARN of the function that stacks call to register keys, in the account and region of the stack. */
  readonly registerArn: string;
}
