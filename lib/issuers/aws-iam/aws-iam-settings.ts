import { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';
import type { IssuerConfig } from '../issuer-config';

/** What `rekey.yaml` may say of an issuer of this kind, all of it optional. */
export const awsIamSettingsSchema = z.strictObject({
  /** Path of the users that Rekey may mint for. @default '/rekey/' */
  path: z
    .string()
    .regex(/^\/([\w+=,.@-]+\/)*$/, 'begins and ends with "/"')
    .default('/rekey/'),
  /** Users outside that path that Rekey may mint for as well, by name, or by path and name where they have a path (`division/ci-publish`); divided by commas. @default none */
  users: z
    .string()
    .transform((text) => text.split(',').map((user) => user.trim()))
    .pipe(z.array(z.string().regex(/^([\w+=,.@-]+\/)*[\w+=.@-]{1,64}$/, 'is no list of IAM users')).min(1))
    .optional(),
  /** Role of another account to act as. @default the worker's own role */
  roleArn: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'is no ARN of a role')
    .optional(),
  /** What that role's trust policy wants to hear, so that nobody else can have Rekey act as it. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'is no external id')
    .optional(),
  /** ARN of the permissions boundary that the users have: the worker may then put its refusal of sessions on no others. @default none asked for */
  boundary: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:policy\/.+$/, 'is no ARN of a policy')
    .optional(),
  /** Region of the STS endpoint. @default the function's own */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is no region')
    .optional(),
});
export type AwsIamSettings = z.infer<typeof awsIamSettingsSchema>;

/** The settings of a configured issuer. @throws RekeyError `misconfigured` naming each that is wrong */
export function awsIamSettings(config: IssuerConfig): AwsIamSettings {
  if (config.url !== undefined || config.catalogue !== undefined) {
    throw new RekeyError('misconfigured', `issuer ${config.name}: kind aws-iam takes neither url nor catalogue`);
  }
  const parsed = awsIamSettingsSchema.safeParse(config.settings ?? {});
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `settings.${path.join('.')}: ${message}`).join('; ');
    throw new RekeyError('misconfigured', `issuer ${config.name}: ${wrong}`);
  }
  if (parsed.data.externalId !== undefined && parsed.data.roleArn === undefined) {
    throw new RekeyError('misconfigured', `issuer ${config.name}: settings.externalId needs a roleArn`);
  }
  return parsed.data;
}

/** Names of the users outside the path, without their own paths. */
export function userNames({ users = [] }: AwsIamSettings): string[] {
  return users.map((user) => user.slice(user.lastIndexOf('/') + 1));
}
