import type { Capabilities } from '../../../lib/ports';
import type { Random } from './random';

/** What one simulated issuer is like. */
export interface IssuerFamily {
  capabilities: Capabilities;
  /** Its id of a credential is the value itself, so only the label can be kept. */
  idIsValue: boolean;
  /** It cannot say which of its credentials has a value. */
  mute?: true;
}

/** Draws an issuer that rolls in place: with a grace, or without one. */
export function drawRolling(random: Random): IssuerFamily {
  return {
    idIsValue: false,
    ...drawMute(random),
    capabilities: {
      family: 'roll',
      roll: { graceMaxSeconds: random.pick([0, 0, 7200, 36_000]) },
      maxActive: 1,
      label: random.pick(['searchable', 'unique'] as const),
      disable: random.chance(0.3),
      expiry: { settable: random.chance(0.4) },
      grants: { readableBy: random.pick(['subject', 'admin', 'none'] as const) },
      fields: ['token'],
      activationSeconds: random.pick([0, 5, 30]),
      revocationSeconds: random.pick([0, 20, 70]),
    },
  };
}

/** Draws an issuer of the family overlap, of any of its kinds. */
export function drawFamily(random: Random, keys: number): IssuerFamily {
  const label = random.pick(['searchable', 'searchable', 'unique', 'none'] as const);
  const family: IssuerFamily = {
    idIsValue: label !== 'none' && random.chance(0.4),
    ...drawMute(random),
    capabilities: {
      family: 'overlap',
      maxActive: random.chance(0.3) ? keys + random.whole(1, 3) : null,
      label,
      disable: random.chance(0.3),
      expiry: { settable: random.chance(0.4) },
      grants: { readableBy: random.pick(['subject', 'admin', 'none'] as const) },
      fields: ['token'],
      activationSeconds: random.pick([0, 5, 30, 200]),
      revocationSeconds: random.pick([0, 20, 70]),
    },
  };
  if (family.capabilities.disable && random.chance(0.6)) family.capabilities.quarantineSeconds = 600;
  return family;
}

/** Of its own luck: the rest of the family is what it would be without. */
function drawMute(random: Random): Pick<IssuerFamily, 'mute'> {
  return random.fork('mute').chance(0.2) ? { mute: true } : {};
}
