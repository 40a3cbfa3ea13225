import { z } from 'zod';
import { SecretValue } from '../../model/secret-value';

/** `GET /repos/{owner}/{repo}/secret-scanning/alerts/{number}`: https://docs.github.com/en/rest/secret-scanning/secret-scanning */
export const alertAnswerSchema = z
  .object({
    secret: z.string().min(1),
    is_base64_encoded: z.boolean().nullish(),
    publicly_leaked: z.boolean().nullish(),
    html_url: z.string().nullish(),
    secret_type: z.string().nullish(),
  })
  .transform((alert) => ({
    secret: new SecretValue(alert.secret),
    isBase64: alert.is_base64_encoded === true,
    publiclyLeaked: alert.publicly_leaked ?? undefined,
    url: alert.html_url ?? undefined,
    secretType: alert.secret_type ?? undefined,
  }));

/** `GET .../locations`: places in files have a path and a line, those in issues and the like have neither. */
export const placesAnswerSchema = z.array(
  z
    .object({
      details: z.object({
        path: z.string().optional(),
        start_line: z.number().int().positive().optional().catch(undefined),
      }),
    })
    .transform(({ details: { path, start_line: line } }) => ({
      ...(path === undefined ? {} : { file: path }),
      ...(path === undefined || line === undefined ? {} : { line }),
    })),
);
