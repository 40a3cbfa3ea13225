import { createHash } from 'node:crypto';
import { Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A short text that is another one whenever a template says something else of this: with it in its environment, a function starts again after what it reads when it starts has changed. */
export function digestOf(scope: Construct, written: () => unknown): string {
  const produce = () => {
    const said = JSON.stringify(Stack.of(scope).resolve(written()));
    return createHash('sha256').update(said).digest('hex').slice(0, 16);
  };
  return Lazy.string({ produce });
}
