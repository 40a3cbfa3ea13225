import { RekeyError } from '../model/rekey-error';

/** The name of a secret that may hold a signing key. Any other is refused, whatever the manifest says. @throws RekeyError `refused` */
export function hookSecretName(name: string): string {
  if (/^rekey\/hooks\/[A-Za-z0-9/_+=.@-]{1,500}$/.test(name)) return name;
  throw new RekeyError('refused', 'the secret of a webhook is not below rekey/hooks/: name one that is');
}
