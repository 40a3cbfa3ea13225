import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { headItem } from '../../../lib/aws/dynamo/ledger-items';
import { place } from '../../../lib/aws/dynamo/ledger-keys';
import { actorSchema, type Fingerprint, issuerNameSchema, keyIdSchema } from '../../../lib/model/ids';
import { type Instant, plusSeconds } from '../../../lib/model/instant';
import { type KeyHead, keyHeadSchema } from '../../../lib/model/ledger/key-head';
import { parseManifest } from '../../../lib/model/manifest/manifest-input';

/** Items of one BatchWriteItem. */
const batch = 25;

/** Puts so many heads of keys into a table, past the ledger, each with the fingerprint of its value: `due` of them are due now, the others over the next 30 days. */
export async function fillTable(
  client: DynamoDBClient,
  TableName: string,
  of: { from: number; to: number; due: number; now: Instant },
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  for (let start = of.from; start < of.to; start += batch) {
    const numbers = Array.from({ length: Math.min(batch, of.to - start) }, (_, index) => start + index);
    const heads = numbers.map((number) => headOf(number, of));
    for (const items of [heads.map(headItem), heads.map(fingerprintItem)]) {
      const requests = items.map((Item) => ({ PutRequest: { Item } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    }
  }
}

/** The fingerprint that stands for the value of a key of this number. */
export function fingerprintOf(number: number): Fingerprint {
  return `scale#raw#${createHash('sha256').update(String(number)).digest('hex')}` as Fingerprint;
}

function fingerprintItem({ keyId, currentVersionId: versionId }: KeyHead) {
  return { ...place.fingerprint(fingerprintOf(Number(versionId))), keyId, versionId };
}

function headOf(number: number, { due, now }: { due: number; now: Instant }): KeyHead {
  const keyId = keyIdSchema.parse(`scale/k-${String(number).padStart(6, '0')}`);
  const rotateAt = number < due ? plusSeconds(now, -60) : plusSeconds(now, 3600 + ((number * 7919) % 2_592_000));
  return keyHeadSchema.parse({
    keyId,
    status: 'active',
    manifest,
    registeredBy: actorSchema.parse('scale'),
    registeredAt: now,
    sequence: 1,
    headHash: '0'.repeat(64),
    fence: 0,
    currentVersionId: String(number).padStart(32, '0'),
    rotateAt,
    due: { kind: 'rotate', at: rotateAt },
  });
}

const manifest = manifestOf();

function manifestOf() {
  const parsed = parseManifest({
    owner: 'ana@example.com',
    purpose: 'one of very many',
    issuer: issuerNameSchema.parse('instant'),
    maxAge: '30d',
    overlap: '25h',
    expiry: 'revoke',
    secret: { name: 'scale', field: 'token' },
    grant: [{ allow: { scopes: ['read'] }, because: 'reads' }],
    consumers: [{ name: 'job', refresh: '5m' }],
  });
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.manifest;
}
