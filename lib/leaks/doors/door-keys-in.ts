import { RekeyError } from '../../model/rekey-error';
import { SecretValue } from '../../model/secret-value';

/** Shorter keys could be guessed. */
const fewestCharacters = 16;

/** The keys in the content of a door's secret: its text, or a JSON array of one text or, during a change, two. @throws RekeyError `misconfigured` */
export function doorKeysIn(content: SecretValue, secretName: string): SecretValue[] {
  const text = content.reveal().trim();
  const keys = text.startsWith('[') ? listIn(text) : [text];
  const valid = keys.filter((key): key is string => typeof key === 'string' && key.length >= fewestCharacters);
  if (valid.length === keys.length && (keys.length === 1 || keys.length === 2)) {
    return valid.map((key) => new SecretValue(key));
  }
  throw new RekeyError(
    'misconfigured',
    `secret ${secretName} holds no signing key: put a text of ${fewestCharacters} characters or more there, or a JSON array of two`,
  );
}

function listIn(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return []; // the parser's own message quotes the text
  }
}
