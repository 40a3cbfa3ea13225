/** Requests of one undisturbed rotation of a JSON secret until its old version is dead, as `npm run bench` counts them, and what a daily look at a key asks for. */
export const counted = {
  rotation: { secretReads: 5, secretWrites: 2, transactions: 5, itemReads: 19, itemUpdates: 1, macs: 3, messages: 2 },
  look: { secretReads: 1, itemReads: 5, itemUpdates: 2 },
} as const;

/** Items of a transition, each written at twice the price of a plain write. */
const itemsOfTransition = 4;
/** Messages that people get of a rotation, each with a delivery to the topic and one to a channel. */
const told = 4;

/** List prices of us-east-1 in dollars, from memory: check them before you rely on them. */
const price = {
  secretMonth: 0.4,
  secretCall: 0.05 / 10_000,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  mac: 0.03 / 10_000,
  message: 0.4 / 1e6,
  event: 1 / 1e6,
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
} as const;

/** A month of so many keys, on paper. */
export interface Month {
  keys: number;
  rotations: number;
  /** Secrets Manager writes a second, on average, and how long all keys at once take at the account's 50. */
  secretWritesPerSecond: number;
  allAtOnceMinutes: number;
  requests: { secretsManager: number; dynamoItems: number; kms: number; sqs: number; lambda: number };
  dollars: { secrets: number; rotations: number; looks: number };
}

/** What so many keys ask for in 30 days, each rotated every `intervalDays`; what an installation costs without any is not in it. */
export function monthOf(keys: number, intervalDays: number): Month {
  const rotations = Math.round((keys * 30) / intervalDays);
  const looks = keys * 30;
  const { rotation, look } = counted;
  const secretCalls = rotation.secretReads + rotation.secretWrites;
  const invocations = 4 + 3 * told;
  const messages = 3 * (rotation.messages + 3 * told);
  const aRotation =
    secretCalls * price.secretCall +
    (rotation.transactions * itemsOfTransition * 2 + rotation.itemUpdates) * price.writeUnit +
    rotation.itemReads * price.readUnit +
    rotation.macs * price.mac +
    messages * price.message +
    told * price.event +
    invocations * (price.invocation + 0.5 * 0.5 * price.gigabyteSecond);
  const aLook =
    look.secretReads * price.secretCall +
    look.itemReads * price.readUnit +
    look.itemUpdates * price.writeUnit +
    4 * price.message +
    price.invocation +
    0.5 * 0.5 * price.gigabyteSecond;
  return {
    keys,
    rotations,
    secretWritesPerSecond: round((rotations * rotation.secretWrites) / (30 * 86_400), 4),
    allAtOnceMinutes: round((keys * rotation.secretWrites) / 50 / 60, 1),
    requests: {
      secretsManager: rotations * secretCalls + looks * look.secretReads,
      dynamoItems:
        rotations * (rotation.transactions * itemsOfTransition + rotation.itemReads + rotation.itemUpdates) +
        looks * (look.itemReads + look.itemUpdates),
      kms: rotations * rotation.macs,
      sqs: rotations * messages + looks * 4,
      lambda: rotations * invocations + looks,
    },
    dollars: {
      secrets: round(keys * price.secretMonth, 2),
      rotations: round(rotations * aRotation, 2),
      looks: round(looks * aLook, 2),
    },
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
