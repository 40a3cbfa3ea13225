import type { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
interface Statement {
  Effect: string;
  Action: Json;
  Resource?: Json;
  NotResource?: Json;
  Condition?: Json;
}

/** Every statement of every role, in short: `<actions> on <resources> if <condition>`; references by their logical id. */
export function readStatements(template: Template): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Policy'))) {
    const [role] = Properties['Roles'] as { Ref: string }[];
    const { Statement } = Properties['PolicyDocument'] as { Statement: Statement[] };
    (found[plain(role?.Ref ?? '')] ??= []).push(...Statement.map(inShort));
  }
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    // A managed policy or an inline one would be a statement that this list does not show.
    if ('ManagedPolicyArns' in Properties || 'Policies' in Properties) found['roles with other policies'] = ['!'];
  }
  return Object.fromEntries(Object.entries(found).map(([role, statements]) => [role, statements.toSorted()]));
}

function inShort({ Effect, Action, Resource, NotResource, Condition }: Statement): string {
  const effect = Effect === 'Allow' ? '' : `${Effect} `;
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  const on = NotResource === undefined ? list(Resource ?? '') : `all but ${list(NotResource)}`;
  return `${effect}${list(Action)} on ${on}${condition}`;
}

function list(value: Json): string {
  return (Array.isArray(value) ? value : [value]).map(text).toSorted().join(', ');
}

function text(value: Json): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = intrinsic.parse(value);
  if (Ref !== undefined) return plain(Ref);
  if (attribute !== undefined) return `${plain(attribute[0])}.${attribute[1]}`;
  return (join?.[1] ?? []).map((part) => text(part as Json)).join(join?.[0]);
}

const intrinsic = z.strictObject({
  Ref: z.string().optional(),
  'Fn::GetAtt': z.tuple([z.string(), z.string()]).optional(),
  'Fn::Join': z.tuple([z.string(), z.array(z.json())]).optional(),
});

/** A logical id without the hash that the CDK puts behind it. */
function plain(id: string): string {
  return id.startsWith('AWS::') ? `<${id.slice(5)}>` : id.replace(/[0-9A-F]{8}$/, '');
}
