import { MemoryQueues, MemoryReportQueue, TurnableClock } from '../../lib/memory';
import type { IssuerName, KeyId } from '../../lib/model/ids';
import type { Fingerprint } from '../../lib/model/ids';
import type { LeakReport } from '../../lib/model/leaks/leak-report';
import type { Work } from '../../lib/model/work/work';
import { issuer, noon, versionIdOf } from '../contract/samples';

const work: Work = { kind: 'retire', keyId: 'k' as KeyId, versionId: versionIdOf('v'), dueAt: noon };

describe('MemoryQueues', () => {
  test('a delayed message is there when its time has come, once, in its lane', async () => {
    const clock = new TurnableClock(noon);
    const queues = new MemoryQueues(clock);
    await queues.send({ lane: 'rotations', issuer }, work, 60);
    await queues.send({ lane: 'containments', issuer }, work);
    expect(queues.take({ lane: 'rotations' })).toEqual([]);
    await clock.advance(60);
    expect(queues.take({ issuer: 'other' as IssuerName })).toEqual([]);
    expect(queues.take({ lane: 'rotations' })).toMatchObject([{ work, issuer }]);
    expect(queues.waiting.map((one) => one.lane)).toEqual(['containments']);
  });

  test.each([901, -1, 1.5])('a delay of %d s is refused', async (delay) => {
    const queues = new MemoryQueues(new TurnableClock(noon));
    await expect(queues.send({ lane: 'rotations', issuer }, work, delay)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('MemoryReportQueue', () => {
  test('a large report travels in parts that fit, and loses no finding', async () => {
    const queue = new MemoryReportQueue(4000);
    const candidates = Array.from({ length: 3 }, (_, n) => `k#raw#${String(n).repeat(64)}` as Fingerprint);
    const findings = Array.from({ length: 40 }, (_, line) => ({
      candidates,
      sighting: { source: 'cli', line: line + 1 },
    }));
    const about = { reportId: 'r1', acceptedAt: noon, source: 'cli', possession: true, exposure: 'private' } as const;
    await queue.send({ ...about, actor: 'a', findings } as unknown as LeakReport);
    const parts = queue.take();
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(4000);
    expect(parts.flatMap((part) => part.findings)).toEqual(findings);
    expect(new Set(parts.map((part) => part.reportId))).toEqual(new Set(['r1']));
  });
});
