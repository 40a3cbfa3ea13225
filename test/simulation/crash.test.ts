import { type Call, play, plainFamily, rollingFamily, stories, type Story } from './histories/crash-cases';
import type { CallFault } from './trouble/faults';
import type { IssuerFamily } from './surroundings/issuer-family';

jest.setTimeout(240_000);

/** Both sides of a call: before it was made, after it took effect, and after it took effect without an answer. */
const sides: readonly CallFault[] = ['crash before', 'crash after', 'answer lost'];

const families: Record<string, IssuerFamily> = {
  'with ids and labels': plainFamily,
  'whose ids are values': { ...plainFamily, idIsValue: true },
  'that rolls without grace': rollingFamily(0),
  'that rolls with grace': rollingFamily(86_400),
  'without labels': { ...plainFamily, capabilities: { ...plainFamily.capabilities, label: 'none' } },
};

/** What Rekey's own functions call; the operator and the sender of a report stand outside. */
const ours = /^(rotate|roll-back|retire|prove|contain|expire|search|sweep|match|adopt|reap|check|remind)#/;

/** Without labels nothing is adopted here, and the reaper ends nothing. */
const withLabels: ReadonlySet<Story> = new Set(['adoption', 'stray that the reaper ends']);

/** What is told of issuers that roll in place: where they roll, or are to end what they rolled. */
const withRolls: ReadonlySet<Story> = new Set([
  'rotation by hand, retired and proven dead',
  'public leak',
  'private leak',
  'revocation by an operator',
]);

function isTold(story: Story, { label, roll }: IssuerFamily['capabilities']): boolean {
  return roll === undefined ? label !== 'none' || !withLabels.has(story) : withRolls.has(story);
}

describe.each(Object.entries(families))('a crash at an issuer %s', (_, family) => {
  let cases = 0;
  afterAll(() => process.stdout.write(`crash tests: ${cases} cases\n`));

  const told = stories.filter((story) => isTold(story, family.capabilities));

  it.each(told)('in the story of a %s breaks no promise, on either side of any call', async (story) => {
    const undisturbed = await play(story, family);
    expect(undisturbed.broken).toBeUndefined();
    const calls = undisturbed.calls.filter(({ process }) => ours.test(process));
    expect(calls.length).toBeGreaterThan(10);
    const broken: string[] = [];
    for (const at of calls) {
      for (const kind of sides) {
        cases += 1;
        const played = await play(story, family, { at, kind }, false);
        if (played.broken !== undefined) broken.push(lineOf(at, kind, played.broken.promise, played.broken.detail));
      }
    }
    expect(broken).toEqual([]);
  });
});

function lineOf({ process, index, name }: Call, kind: CallFault, promise: string, detail: string): string {
  return `${kind} ${process}[${index}] ${name}: ${promise}: ${detail}`;
}
