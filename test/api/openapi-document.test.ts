import { readFileSync } from 'node:fs';
import { openapiDocument } from '../../lib/api/openapi-document';
import { routes } from '../../lib/api/routes';

type Operation = { operationId: string; 'x-rekey-iam': { action: string; resource: string } };

describe('openapiDocument', () => {
  const document = JSON.parse(JSON.stringify(openapiDocument())) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  test('is shipped as the schemas say', () => {
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(document);
  });

  test('has every operation of the API', () => {
    expect(operations.map((operation) => operation.operationId).toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test('names the IAM resource that a policy needs', () => {
    const revoke = operations.find((operation) => operation.operationId === 'revokeKey');
    expect(revoke?.['x-rekey-iam']).toEqual({
      action: 'execute-api:Invoke',
      resource: 'arn:aws:execute-api:{region}:{account}:{apiId}/{stage}/POST/v1/revoke/{key}',
    });
  });

  test('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Error']));
  });
});
