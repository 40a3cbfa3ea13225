import { RekeyError } from '../lib/model/rekey-error';
import { closingText } from './closing-text';
import { play } from './play';
import { timelineOn } from './timeline';

/** `npm run demo [-- --json]`: exit 0, or one clear sentence and 2 (the user's to mend) or 1 (ours). */
async function run(): Promise<void> {
  const json = process.argv.includes('--json');
  const timeline = timelineOn(json ? process.stderr : process.stdout, Date.now());
  const story = await play(timeline);
  process.stdout.write(json ? `${JSON.stringify(story, null, 2)}\n` : `\n${closingText(story)}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : 'failed'}\n`);
  const users = error instanceof RekeyError && (error.code === 'misconfigured' || error.code === 'bad_input');
  process.exitCode = users ? 2 : 1;
});
