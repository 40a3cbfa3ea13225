import { credentialPlaces } from '../../model/discovery/credential-places';
import type { FoundSecret } from '../../model/discovery/discovered';
import { ownSecrets, placesOf } from '../../model/discovery/discover-scope';
import type { Discovery } from '../../model/discovery/discovery';
import { RekeyError } from '../../model/rekey-error';
import type { ListedSecret } from '../../ports';
import type { WorkerWorld } from '../world';
import { step } from './step';

/** Secrets that could not be read are named up to here. */
const unreadableKept = 50;

/**
 * Looks into one page of the secrets that are open to it, for values that the issuer recognises; a key's own secret is not read.
 * Requests: one list; for each secret a read of the ledger and of the secret; for each text of the issuer's form what `recognise` takes.
 */
export async function readSecrets(world: WorkerWorld, discovery: Discovery): Promise<Discovery | undefined> {
  const places = placesOf(world.discoverable);
  if (world.issuer.recognise === undefined)
    return step(world, discovery, { state: 'done', unread: 'the issuer cannot say' });
  if (places.length === 0) return step(world, discovery, { state: 'done', unread: 'nothing is opened' });
  const place = places[discovery.reading.place];
  if (place === undefined) return step(world, discovery, { state: 'done' });

  const page = await world.secrets.list(place, discovery.reading.after);
  const found: FoundSecret[] = [];
  const unreadable = [...discovery.unreadable];
  let looked = 0;
  for (const secret of page.items) {
    if (secret.name === world.discoverable.except || secret.name.startsWith(ownSecrets)) continue;
    if ((await world.ledger.secretOwner(secret.arn)) !== undefined) continue;
    looked += 1;
    try {
      found.push(...(await credentialsIn(world, secret)));
    } catch (error) {
      if (!(error instanceof RekeyError) || error.retryable) throw error;
      // A secret under a key that the worker may not use, or a binary one: the others are looked into all the same.
      if (unreadable.length < unreadableKept)
        unreadable.push({ name: secret.name, reason: error.message.slice(0, 600) });
    }
  }
  const { next } = page;
  const reading =
    next === undefined ? { place: discovery.reading.place + 1 } : { place: discovery.reading.place, after: next };
  const change = { reading, unreadable, secrets: discovery.secrets + looked };
  if (found.length === 0) return step(world, discovery, change);
  const { parts } = discovery;
  return step(world, discovery, { ...change, parts: parts + 1 }, [{ part: parts, found }]);
}

async function credentialsIn({ issuer, secrets }: WorkerWorld, { arn, name }: ListedSecret): Promise<FoundSecret[]> {
  const stored = await secrets.read(arn, { label: 'AWSCURRENT' });
  if (stored === undefined) return [];
  const found: FoundSecret[] = [];
  const { fields } = issuer.capabilities;
  for (const { format, field, material } of credentialPlaces(stored.value, { fields, patterns: issuer.patterns })) {
    const known = await issuer.recognise?.(material);
    if (known === undefined || known.admin === true) continue;
    const { ref, createdAt } = known;
    found.push({ kind: 'secret', name, format, field, ref, createdAt });
  }
  return found;
}
