import type { KeyPlanAnswer } from '../../api/answers/key-plan-answer';
import { type FailedKey, isFailed } from '../keys-file/send-keys';
import { problemLine } from './human-output';
import type { Paint } from './paint';
import { visible } from './visible';

const marks = { create: '+', update: '~', none: '=', release: '-' } as const;

/** What happens to each key: its fields, what is asked of the issuer, what to know. Keys without a change take one line. */
export function planText(results: readonly (KeyPlanAnswer | FailedKey)[], paint: Paint): string {
  return results.map((result) => (isFailed(result) ? failedText(result, paint) : onePlan(result, paint))).join('\n');
}

function onePlan(plan: KeyPlanAnswer, paint: Paint): string {
  const title = `${marks[plan.change]} ${plan.keyId}  ${plan.change === 'none' ? 'no change' : plan.change}`;
  const head = plan.change === 'none' ? paint.dim(title) : paint.bold(title);
  const fields = plan.fields.map(({ field, from, to }) => `    ${visible(field)}: ${changeText(from, to)}`);
  const atIssuer = plan.atIssuer.map((sentence) => `    at the issuer: ${visible(sentence)}`);
  const mode = plan.mode === 'observe' ? ['    only observed: nothing is minted or revoked'] : [];
  const next =
    plan.rotateAt === undefined
      ? []
      : [`    ${plan.mode === 'observe' ? 'would rotate' : 'next rotation'}: ${plan.rotateAt}`];
  const warnings = plan.warnings.map((warning) => `    ${paint.warn(`! ${warning}`)}`);
  return [head, ...fields, ...atIssuer, ...mode, ...next, ...warnings].join('\n');
}

function changeText(from: unknown, to: unknown): string {
  const show = (value: unknown) => visible(JSON.stringify(value) ?? '');
  if (from === undefined) return show(to);
  return to === undefined ? `${show(from)} goes` : `${show(from)} -> ${show(to)}`;
}

function failedText({ keyId, error }: FailedKey, paint: Paint): string {
  const head = paint.bad(`x ${keyId}  ${error.code}: ${error.message}`);
  return [head, ...error.problems.map((problem) => `    ${problemLine(problem)}`)].join('\n');
}
