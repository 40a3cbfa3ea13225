import { Template } from 'aws-cdk-lib/assertions';
import { stackOf } from './synthesised';

interface Resource {
  Type: string;
  DeletionPolicy?: string;
  Properties?: Record<string, unknown>;
}

/** Resources that stay when the stack is deleted, by type; and those that hold a state of their own. */
function resourcesOf(options: Parameters<typeof stackOf>[0]): { kept: string[]; table: Resource | undefined } {
  const resources = Object.values(
    Template.fromStack(stackOf(options).stack).toJSON()['Resources'] as Record<string, Resource>,
  );
  return {
    kept: resources
      .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete')
      .map(({ Type }) => Type)
      .toSorted(),
    table: resources.find(({ Type }) => Type === 'AWS::DynamoDB::Table'),
  };
}

describe('when the stack is deleted', () => {
  test('the ledger, its key and the key of the fingerprints stay, and nothing else', () => {
    const { kept, table } = resourcesOf({});
    expect(kept).toEqual(['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::KMS::Key']);
    expect(table?.Properties).toMatchObject({ DeletionProtectionEnabled: true });
  });

  test('everything goes when it was deployed with rekey:removal=destroy', () => {
    const { kept, table } = resourcesOf({ removal: 'destroy' });
    expect(kept).toEqual([]);
    expect(table?.Properties).toMatchObject({ DeletionProtectionEnabled: false });
  });

  test('another wish than that is refused', () => {
    expect(() => stackOf({ removal: 'all' })).toThrow(/rekey:removal: write "destroy" or "retain", not "all"/);
  });
});
