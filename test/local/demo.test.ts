import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Story } from '../../demo/story';
import { freePort } from '../../lib/local/endpoint-free-port';

jest.setTimeout(600_000);

/** `npm run demo` without npm, in an environment without anybody's AWS settings. */
async function runDemo(args: readonly string[], env: Record<string, string> = {}) {
  const root = join(__dirname, '..', '..');
  const child = spawn(process.execPath, ['--import', 'tsx', join('demo', 'run.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  running.delete(child);
  return { stdout, stderr, exitCode };
}

const running = new Set<ReturnType<typeof spawn>>();

// What a demonstration started ends with it, however it ends.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

describe('the demonstration', () => {
  describe('when it is played with --json', () => {
    let run: Awaited<ReturnType<typeof runDemo>>;
    let story: Story;
    beforeAll(async () => {
      run = await runDemo(['--json']);
      if (run.exitCode !== 0) throw new Error(`the demo ended with ${run.exitCode}:\n${run.stderr}`);
      story = JSON.parse(run.stdout) as Story; // one object and nothing else, or this throws
    });

    test('it takes less than 8 minutes beside other suites, at an endpoint that enforces IAM', () => {
      // Alone it takes three to four; here it shares two cores with whatever else is tested, and installs its issuer first.
      expect(story.seconds).toBeLessThan(480);
      expect(story.endpoint).toEqual({ kind: 'ministack', version: '1.5.33', iamEnforced: true });
    });

    test('the schedule finds a rotation when it is due, within two of its minutes', () => {
      const watched = story.rotations.filter(({ dueAt }) => dueAt !== null);
      expect(watched).toHaveLength(1);
      const [{ cause, dueAt, currentAt, from, to } = {} as Story['rotations'][number]] = watched;
      expect(cause).toBe('scheduled');
      expect(from).not.toBe(to);
      const late = seconds(dueAt ?? '', currentAt);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(120);
    });

    test('an old version outlives its successor’s beginning by the overlap, then is revoked, then dead', () => {
      const scheduled = story.rotations.filter(({ cause }) => cause === 'scheduled');
      expect(scheduled.length).toBeGreaterThan(0);
      for (const { currentAt, revokedAt, deadAt } of scheduled) {
        expect(seconds(currentAt, revokedAt)).toBeGreaterThanOrEqual(20);
        expect(seconds(currentAt, revokedAt)).toBeLessThan(90);
        expect(seconds(revokedAt, deadAt)).toBeGreaterThan(0);
      }
    });

    test('no consumer is ever refused because of a rotation', () => {
      expect(story.consumer.calls).toBeGreaterThan(100);
      expect(story.consumer.refusalsByRotation).toBe(0);
    });

    test('a public leak kills within 5 s, is replaced and told within 60 s, and is proven dead', () => {
      const { leak } = story;
      expect(leak.verdict).toBe('kill');
      expect(leak.reason).not.toBe('');
      expect(seconds(leak.reportedAt, leak.revokeSentAt)).toBeGreaterThan(0);
      expect(seconds(leak.reportedAt, leak.revokeSentAt)).toBeLessThanOrEqual(5);
      expect(seconds(leak.reportedAt, leak.replacedAt)).toBeLessThanOrEqual(60);
      expect(seconds(leak.reportedAt, leak.ownerToldAt)).toBeLessThanOrEqual(60);
      expect(seconds(leak.revokeSentAt, leak.deadAt)).toBeGreaterThan(0);
    });

    test('the owners hear of the issue, the rotation and the leak, each message signed', () => {
      const heard = (key: string) => story.messages.filter((message) => message.key === key).map(({ event }) => event);
      expect(heard('shop/checkout-flags')).toEqual(expect.arrayContaining(['Key Issued', 'Key Rotated']));
      expect(heard('shop/search-flags')).toEqual(expect.arrayContaining(['Key Issued', 'Leak Reported']));
      expect(story.messages.filter(({ signatureValid }) => !signatureValid)).toEqual([]);
    });

    test('the lineage holds it all, and its chain fits', () => {
      expect(story.lineage).toMatchObject({ key: 'shop/checkout-flags', verified: true });
      expect(story.lineage.entries).toBeGreaterThan(5);
    });

    test('no plaintext is found in ours', () => {
      expect(story.plaintextFound).toBe(0);
      expect(story.searched.ours).toBeGreaterThan(100);
      expect(Object.keys(story.searched.thirdParties).toSorted()).toEqual(['ministack', 'unleash']);
    });
  });

  describe('when AWS_ENDPOINT_URL names a place where nobody is', () => {
    test('it ends with 2 and one sentence that says what to do, and writes nothing else', async () => {
      const url = `http://127.0.0.1:${await freePort()}`;

      const { stdout, stderr, exitCode } = await runDemo(['--json'], { AWS_ENDPOINT_URL: url });

      expect(exitCode).toBe(2);
      expect(stdout).toBe('');
      const said = stderr.split('\n').filter((line) => line.startsWith('demo: '));
      expect(said).toEqual([`demo: nothing answers at AWS_ENDPOINT_URL ${url}: start it, or unset the variable`]);
    });
  });
});
