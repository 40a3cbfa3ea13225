import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An answer of the HTTP API. Nobody between us and the caller keeps it. */
export function jsonAnswer(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
