import { apiVersion, type DoctorAnswer } from '../../api/answers/doctor-answer';
import type { Answered } from '../api/api-client';
import { CliError } from '../cli-error';
import { exitCode } from '../exit-code';
import type { Check } from './check';

/** AWS refuses a signature that is more than 5 minutes off (Signature Version 4). */
const skewLimitSeconds = 300;

/** Whether the API answered, in our version, and by about the same clock. */
export function apiChecks(answered: Answered<DoctorAnswer> | CliError, now: number): Check[] {
  const clock = clockCheck(answered.serverTime, now);
  if (answered instanceof CliError) {
    const whose = answered.exitCode === exitCode.ours ? 'ours' : 'yours';
    const failed: Check = { name: 'api', ok: false, detail: `${answered.code}: ${answered.message}`, whose };
    return [failed, ...clock];
  }
  const theirs = answered.answer.apiVersion;
  const api: Check = {
    name: 'api',
    ok: theirs === apiVersion,
    detail: `answers, in version ${theirs}`,
    whose: 'yours',
  };
  if (!api.ok) api.remedy = `this rekey speaks version ${apiVersion}: install the one that fits`;
  return [api, ...clock];
}

function clockCheck(serverTime: number | undefined, now: number): Check[] {
  if (serverTime === undefined) return [];
  const off = Math.round(Math.abs(now - serverTime) / 1000);
  const check: Check = {
    name: 'clock',
    ok: off < skewLimitSeconds,
    detail: `${off} s from the server's`,
    whose: 'yours',
  };
  if (!check.ok) check.remedy = "set this machine's clock: AWS refuses signatures more than 5 minutes off";
  return [check];
}
