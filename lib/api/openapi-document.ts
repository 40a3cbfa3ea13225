import { z } from 'zod';
import { apiVersion } from './answers/doctor-answer';
import { errorAnswerSchema } from './answers/error-answer';
import type { Route } from './route';
import { routes } from './routes';

type Json = Record<string, unknown>;

/** The operator API as OpenAPI 3.1, made from the schemas that server and command line run on. */
export function openapiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const route of Object.values<Route>(routes)) {
    const path = route.path.replace('+}', '}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rekey operator API',
      version: apiVersion,
      description:
        'Every request is signed with AWS Signature Version 4 for the service execute-api; the ARN that signed it is the actor in the ledger. A key id may hold "/" and stands last in the path.',
    },
    paths,
    components: {
      schemas: { Error: jsonSchema(errorAnswerSchema, 'output') },
      securitySchemes: {
        sigv4: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      },
    },
    security: [{ sigv4: [] }],
  };
}

function operation(route: Route): Json {
  const resource = route.path.replace(/\{(\w+)\+?\}/g, '{$1}');
  return {
    operationId: route.name,
    summary: route.summary,
    'x-rekey-answered-by': route.answeredBy,
    'x-rekey-iam': {
      action: 'execute-api:Invoke',
      resource: `arn:aws:execute-api:{region}:{account}:{apiId}/{stage}/${route.method}${resource}`,
    },
    parameters: parametersOf(route),
    ...(route.request === undefined
      ? {}
      : { requestBody: { required: true, content: content(jsonSchema(route.request, 'input')) } }),
    responses: {
      [route.status]: { description: 'Done, or accepted.', content: content(jsonSchema(route.response, 'output')) },
      default: {
        description: 'Refused, or failed.',
        content: content({ $ref: '#/components/schemas/Error' }),
      },
    },
  };
}

function parametersOf(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }));
  return [...inPath, ...inQuery];
}

function content(schema: Json): Json {
  return { 'application/json': { schema } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, $defs: _defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest), anyJson) as Json;
}

/** "Any JSON" is the one schema that refers to itself, by a path that would be wrong inside this document. */
function anyJson(_key: string, value: unknown): unknown {
  const reference = typeof value === 'object' && value !== null && '$ref' in value ? value.$ref : undefined;
  return typeof reference === 'string' && reference.startsWith('#/$defs/') ? {} : value;
}
