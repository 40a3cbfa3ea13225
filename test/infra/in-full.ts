import { z } from 'zod';

/** As long as names that AWS makes can be: a queue's has 80 characters, and stands in its URL and in its ARN. */
const queueUrl = `https://sqs.ap-southeast-1.amazonaws.com/111122223333/${'q'.repeat(80)}`;
const arn = `arn:aws:service:ap-southeast-1:111122223333:${'n'.repeat(80)}`;

const reference = z.strictObject({ Ref: z.string() });
const attribute = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.string())]) });

/** A part of a template as long as it can be once it is deployed. */
export function inFull(part: unknown): unknown {
  // From within: what is joined is text by then.
  return JSON.parse(JSON.stringify(part), (_name, value: unknown) => textOf(value) ?? value);
}

function textOf(value: unknown): string | undefined {
  const of = {
    reference: reference.safeParse(value),
    attribute: attribute.safeParse(value),
    join: join.safeParse(value),
  };
  if (of.reference.success) return lengthened(of.reference.data.Ref);
  // What comes out of a nested stack is named after what it is there.
  if (of.attribute.success) return of.attribute.data['Fn::GetAtt'][1].endsWith('Ref') ? queueUrl : arn;
  if (of.join.success) return of.join.data['Fn::Join'][1].join(of.join.data['Fn::Join'][0]);
  return undefined;
}

function lengthened(id: string): string {
  if (id.startsWith('AWS::')) return id === 'AWS::Partition' ? 'aws' : 'ap-southeast-1';
  if (/Topic|Table/.test(id)) return arn;
  return /Queue|DeadLetters|Undelivered|Reports/.test(id) ? queueUrl : 'r'.repeat(60);
}
