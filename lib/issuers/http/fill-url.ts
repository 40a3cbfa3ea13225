import { IssuerError } from '../../ports/issuer-error';
import type { Scope } from './evaluate';
import { fillText } from './fill';

/** The address of a request. Each expression is percent-encoded, so that a value can neither leave its path segment nor add a parameter. @throws IssuerError `fatal` when it could */
export function fillUrl(base: string, path: string, scope: Scope): URL {
  const filled = fillText(path, scope, encodeSegment);
  const [pathname = ''] = filled.split('?');
  // "DELETE /tokens/" or "/tokens/.." would speak of all tokens, or of something else.
  const segments = pathname.split('/').slice(1);
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..') && pathname !== '') {
    throw new IssuerError('fatal', 'a part of the address came out empty or as a relative step');
  }
  return new URL(base.replace(/\/+$/, '') + filled);
}

function encodeSegment(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new IssuerError('fatal', 'a part of the address is no valid text'); // half a surrogate pair
  }
}
