import type { Grant } from '../../ports/issuer';
import type { GrantSpec } from './grant-schema';

/** The catalogue's sentence with the grant's values in it. */
export function describeGrant(spec: GrantSpec, grant: Grant): string {
  return spec.describe.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(grant, name) ? grant[name] : undefined;
    if (value === undefined) return '(none)';
    if (Array.isArray(value)) return value.join(', ');
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}
