import { JMESPathTypeError, search } from '@aws-lambda-powertools/jmespath';
import { z } from 'zod';

/** A JMESPath expression that parses; what it finds is only known with an answer. */
export const jmespathSchema = z.string().min(1).refine(parses, 'is no JMESPath expression');

function parses(expression: string): boolean {
  try {
    search(expression, {});
    return true;
  } catch (error) {
    return error instanceof JMESPathTypeError; // it parsed, and only the empty answer did not suit it
  }
}
