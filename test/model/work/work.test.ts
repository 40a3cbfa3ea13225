import { keyOf, workSchema } from '../../../lib/model/work/work';

describe('workSchema', () => {
  it("takes EventBridge's form of a time in what a rule sends", () => {
    const work = workSchema.parse({ kind: 'reap', dueAt: '2026-11-23T20:20:00Z' });
    expect(work).toEqual({ kind: 'reap', dueAt: '2026-11-23T20:20:00.000Z' });
    expect(keyOf(work)).toBeUndefined();
  });

  it('refuses work on a key that names none', () => {
    expect(workSchema.safeParse({ kind: 'retire', dueAt: '2026-11-23T20:20:00.000Z' }).success).toBe(false);
  });
});
