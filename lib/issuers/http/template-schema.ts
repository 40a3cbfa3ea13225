import { z } from 'zod';
import { expressionsIn } from './template';

/** A text with `${...}` expressions. */
export const templateSchema = z.string().superRefine(checkTemplate);

/** JSON whose texts may hold `${...}` expressions. */
export const jsonTemplateSchema = z.json().superRefine(checkTemplate);

function checkTemplate(template: unknown, context: z.RefinementCtx): void {
  try {
    expressionsIn(template);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}
