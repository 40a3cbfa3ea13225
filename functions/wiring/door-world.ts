import { SqsReportQueue } from '../../lib/aws/sqs/sqs-report-queue';
import { SystemClock } from '../../lib/aws/system-clock';
import type { DoorWorld } from '../../lib/leaks/doors/door';
import { doorKeysIn } from '../../lib/leaks/doors/door-keys-in';
import { keptFor } from '../../lib/leaks/kept-for';
import { SeenLately } from '../../lib/leaks/doors/seen-lately';
import { type DoorName, doorSecretName } from '../../lib/model/leaks/door-routes';
import { RekeyError } from '../../lib/model/rekey-error';
import { environment } from './environment';
import { intakeWorld } from './intake-world';
import { sqsClient } from './sqs-client';
import { storedText } from './stored-text';

/** Seconds for which signing keys are kept: a flood asks Secrets Manager once a minute. */
const keySeconds = 60;

/** What a door has at hand: the intake's, but for a queue of reports of its own, and the keys by which it knows its sender. @throws RekeyError `misconfigured` */
export async function doorWorld(door: DoorName): Promise<DoorWorld> {
  const url = environment(['REKEY_DOOR_REPORTS']).REKEY_DOOR_REPORTS[door];
  if (url === undefined) throw new RekeyError('misconfigured', `the door ${door} has no queue: deploy it`);
  const read = storedText("the key of the door's sender");
  const keys = keptFor(keySeconds, new SystemClock(), async (name) => doorKeysIn(await read(name), name));
  const clock = new SystemClock();
  return {
    ...(await intakeWorld()),
    reports: new SqsReportQueue(sqsClient(), url),
    seenLately: new SeenLately(clock),
    doorKeys: (name) => keys(doorSecretName(name)),
  };
}
