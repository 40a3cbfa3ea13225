import type { Auth } from './auth-schema';
import type { Scope } from './evaluate';
import { fillText } from './fill';

/** The headers that prove who asks. @throws IssuerError `fatal` when the credential lacks a field */
export function authHeaders(auth: Auth, scope: Scope): Record<string, string> {
  switch (auth.scheme) {
    case 'header':
      return Object.fromEntries(
        Object.entries(auth.headers).map(([name, template]) => [name.toLowerCase(), fillText(template, scope)]),
      );
    case 'basic': {
      const pair = `${fillText(auth.username, scope)}:${fillText(auth.password, scope)}`;
      return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
    }
  }
}
