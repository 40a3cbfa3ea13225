import type { LabelDecision } from '../../model/foreign/decide-label';
import type { CommandId, VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { WorkOf } from '../../model/work/work';
import { rekeyActor } from '../rekey-actor';
import { rotateWork } from '../rotation/rotate-work';
import type { WorkerWorld } from '../world';
import { amendSeen } from './amend-seen';
import type { Check } from './begin-check';

type Wrong = Extract<LabelDecision, { kind: 'wrong' }>;

/** Puts a key right, where that can only help: the label goes from what is refused back to what was just accepted, or a fresh value is ordered. What else is wrong is a person's to decide. */
export async function mendLabel(
  world: WorkerWorld,
  head: KeyHead,
  check: Check,
  wrong: Wrong,
): Promise<KeyHead | undefined> {
  switch (wrong.remedy) {
    case 'leave':
      return head;
    case 'move back':
      return moveBack(world, head, check, wrong);
    case 'replace':
      return replace(world, head, wrong);
  }
}

/** AWS moves the label only if it is still where it was seen: whoever was faster than this wins. */
async function moveBack(
  world: WorkerWorld,
  head: KeyHead,
  { secretArn }: Check,
  { what, about }: Wrong,
): Promise<KeyHead | undefined> {
  const to = head.copyVersionId ?? head.currentVersionId;
  if (to === undefined) return head;
  const from = about === '' ? {} : { from: about as VersionId };
  if ((await world.secrets.promote(secretArn, { ...from, to })).kind === 'refused') return head;
  return amendSeen(world, head, (now) => {
    const left = (now.findings ?? []).filter((one) => one.what !== what || one.about !== about);
    return {
      entry: { type: 'foreign-ended', actor: rekeyActor, versionId: to, evidence: { what, about, movedBackTo: to } },
      head: { findings: left.length === 0 ? undefined : left, foreignVersionId: undefined },
    };
  });
}

/** The schedule is told first, so that a lost message loses nothing; a rotation that waits for its next try is carried on at once. */
async function replace(world: WorkerWorld, head: KeyHead, { what, about }: Wrong): Promise<KeyHead | undefined> {
  const at = world.clock.now();
  if (head.rotation !== undefined) {
    await send(world, head, { ...rotateWork(head, at), commandId: `mend:${what}:${about}` as CommandId });
    return head;
  }
  if (head.rotateAt !== undefined && head.rotateAt <= at) return head;
  const due = await amendSeen(world, head, () => ({
    entry: { type: 'replacement-ordered', actor: rekeyActor, cause: 'recovered', evidence: { what, about } },
    head: { rotateAt: at },
  }));
  if (due !== undefined) await send(world, due, rotateWork(due, at));
  return due;
}

async function send(world: WorkerWorld, head: KeyHead, work: WorkOf<'rotate'>): Promise<void> {
  await world.queues.send({ lane: 'rotations', issuer: head.manifest.issuer }, work);
}
