import type { ConsumerTally } from './consumer';

/** One rotation, from the moment it was due to the death of the version it replaced. Times are ISO 8601. */
export interface RotationTold {
  key: string;
  cause: string;
  from: string;
  to: string;
  dueAt: string | null;
  currentAt: string;
  revokedAt: string;
  deadAt: string;
}

/** One entry of a lineage, in short. */
export interface LineageStep {
  sequence: number;
  at: string;
  type: string;
  actor: string;
}

/** What `npm run demo -- --json` prints. */
export interface Story {
  endpoint: { kind: string; version: string; iamEnforced: boolean };
  issuer: { kind: string; version: string };
  rotations: RotationTold[];
  consumer: ConsumerTally;
  leak: {
    /** When the report was accepted, which is where the budget begins. */
    reportedAt: string;
    revokeSentAt: string;
    deadAt: string;
    replacedAt: string;
    ownerToldAt: string;
    verdict: string;
    reason: string;
  };
  messages: { event: string; key: string; at: string; signatureValid: boolean; title: string }[];
  lineage: { key: string; entries: number; verified: boolean; steps: LineageStep[] };
  /** Places of ours where a plaintext was found. */
  plaintextFound: number;
  /** Places searched, and what third parties' logs hold. */
  searched: { ours: number; thirdParties: Record<string, number> };
  seconds: number;
}
