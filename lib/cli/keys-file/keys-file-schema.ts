import { z } from 'zod';
import { keyIdSchema } from '../../model/ids';
import { manifestInputSchema } from '../../model/manifest/manifest-input-schema';

const { shape } = manifestInputSchema;

/** What a keys file may set for all its keys: whatever is not of one key alone. */
export const keysFileDefaultsSchema = z
  .strictObject({
    owner: shape.owner,
    deputies: shape.deputies,
    team: shape.team,
    environment: shape.environment,
    issuer: shape.issuer,
    consumers: shape.consumers,
    maxAge: shape.maxAge,
    overlap: shape.overlap,
    expiry: shape.expiry,
    leak: shape.leak,
    notify: shape.notify,
    mode: shape.mode,
    contain: shape.contain,
  })
  .partial();

/** A keys file, `keys.yaml`; each of its keys is checked by itself once the defaults are merged in. */
export const keysFileSchema = z.strictObject({
  defaults: keysFileDefaultsSchema.optional(),
  keys: z.record(keyIdSchema, z.record(z.string(), z.unknown())),
});
