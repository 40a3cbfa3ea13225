import { readMaterial } from '../../model/secret-format';
import type { SeenKey } from '../../model/foreign/seen-key';
import type { Version } from '../../model/ledger/version';
import type { WorkerWorld } from '../world';
import { answerOf } from './answer-of';
import type { Check } from './begin-check';

/** Replaced versions that one look asks about. More live only after many rotations within one overlap; then the others are asked about as these end. */
const most = 3;

/** How the replaced versions are that should be alive: only while the current one is accepted, to compare with. @throws IssuerError */
export async function lookAtRetiring(world: WorkerWorld, check: Check): Promise<SeenKey['retiring']> {
  const living = check.versions.filter(
    ({ state, disabledAt, placeholder }) => state === 'retiring' && disabledAt === undefined && !placeholder,
  );
  const seen: SeenKey['retiring'] = [];
  for (const version of living.slice(0, most)) {
    seen.push({ versionId: version.versionId, value: await lookAt(world, check, version) });
  }
  return seen;
}

async function lookAt(
  world: WorkerWorld,
  { head, secretArn }: Check,
  { versionId, ref }: Version,
): Promise<SeenKey['retiring'][number]['value']> {
  const stored = await world.secrets.read(secretArn, { versionId });
  const material = stored && readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
  if (material === undefined) return 'gone';
  const { value } = await answerOf(world, material, true);
  // Switched off at the issuer's console it may be wanted again; only what is no longer there at all has ended.
  if (value !== 'dead') return value;
  if (ref !== undefined) return (await world.issuer.inspect(ref)) === undefined ? 'ended' : value;
  // One that was taken in without a name is asked for by its value, where the issuer can say.
  const known = world.issuer.recognise === undefined || (await world.issuer.recognise(material)) !== undefined;
  return known ? value : 'ended';
}
