import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Acknowledges findings of cdk-nag's AwsSolutions on a construct and below it, each with its reason. */
export function acknowledge(on: IConstruct, findings: Record<string, string>): void {
  for (const [id, reason] of Object.entries(findings)) {
    Validations.of(on).acknowledge({ id: `AwsSolutions-${id}`, reason });
  }
}
