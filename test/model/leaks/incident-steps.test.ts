import type { KeyId } from '../../../lib/model/ids';
import { plusSeconds } from '../../../lib/model/instant';
import type { Incident } from '../../../lib/model/leaks/incident';
import { withReplaced } from '../../../lib/model/leaks/incident-steps';
import { noon, sampleIncident, versionIdOf } from '../../contract/samples';

const later = plusSeconds(noon, 60);

function incident(kind: Incident['verdict']['kind'], change: Partial<Incident> = {}): Incident {
  const one = sampleIncident('ci/publish' as KeyId, versionIdOf('leaked'), { state: 'open', ...change });
  return { ...one, verdict: { ...one.verdict, kind }, due: { kind: 'contain', at: noon } };
}

describe('withReplaced', () => {
  it('leaves a kill due: nothing else ends its sessions, or ends it where the label stands elsewhere', () => {
    expect(withReplaced(incident('kill'), later)).toMatchObject({ state: 'open', due: { kind: 'contain', at: noon } });
  });

  it('leaves the rest of an overlap to the retirement', () => {
    expect(withReplaced(incident('overlap'), later).due).toBeUndefined();
  });

  it('leaves what is held to wait for a person', () => {
    const due = { kind: 'remind', at: noon } as const;
    const held = { ...incident('hold', { state: 'held' }), due };

    expect(withReplaced(held, later)).toMatchObject({ state: 'held', due });
  });

  it('says so in the timeline, once', () => {
    const twice = withReplaced(withReplaced(incident('kill'), later), plusSeconds(later, 1));

    expect(twice.timeline.filter(({ what }) => what === 'replaced')).toEqual([{ at: later, what: 'replaced' }]);
  });
});
