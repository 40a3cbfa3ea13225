import { RekeyError } from '../model/rekey-error';

/** A report that is not what it claims to be: names the field and what is wrong with it, and never quotes the report. */
export function refusedReport(field: string, message: string): RekeyError {
  return new RekeyError('bad_input', `${field}: ${message}`, { problems: [{ field, message }] });
}
