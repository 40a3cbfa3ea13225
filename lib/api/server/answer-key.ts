import type { KeyAnswer } from '../answers/key-answer';
import { existingKey } from './existing-key';
import type { OperatorCall } from './operator-request';
import { summaryOf } from './summary-of';

/** Answers `GET /v1/key/{key+}`. @throws RekeyError `not_found` */
export async function answerKey(call: OperatorCall): Promise<KeyAnswer> {
  const { ledger } = call.world;
  const keyId = call.keyId();
  const head = await existingKey(ledger, keyId);
  const [versions, incidents, installation, health] = await Promise.all([
    ledger.versions(keyId),
    ledger.incidents(keyId),
    ledger.installation(),
    ledger.health(keyId),
  ]);
  return {
    ...summaryOf(head, installation, call.world.clock.now()),
    manifest: head.manifest,
    registeredBy: head.registeredBy,
    secretArn: head.secretArn,
    rotation: head.rotation,
    rollBack: head.rollBack,
    adopted: head.adopted,
    setback: head.setback,
    foreignVersionId: head.foreignVersionId,
    copyVersionId: head.copyVersionId,
    findings: head.findings ?? [],
    health,
    versions: versions.toSorted((a, b) => a.issuedAt.localeCompare(b.issuedAt)),
    incidents: incidents.toSorted((a, b) => a.openedAt.localeCompare(b.openedAt)),
  };
}
