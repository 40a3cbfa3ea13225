import type { Scope } from './evaluate';
import { fillJson, fillText } from './fill';
import type { RequestTemplate } from './operation-schema';

/** The body of a request with the header that names its type; neither when it has none. @throws IssuerError `fatal` when a value is missing */
export function fillBody(request: RequestTemplate, scope: Scope): { body?: string; headers: Record<string, string> } {
  if (request.json !== undefined) {
    const body = JSON.stringify(fillJson(request.json, scope));
    return { body, headers: { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` } };
  }
  if (request.form === undefined) return { headers: {} };
  const form = new URLSearchParams();
  for (const [name, template] of Object.entries(request.form)) form.set(name, fillText(template, scope));
  const body = form.toString();
  const type = 'application/x-www-form-urlencoded';
  return { body, headers: { 'content-type': type, 'content-length': `${Buffer.byteLength(body)}` } };
}
