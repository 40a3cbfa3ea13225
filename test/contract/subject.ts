import type { Discoveries, EventBus, Fingerprints, Ledger, SecretStore } from '../../lib/ports';
import type { Outsider } from './outsider';

/** One implementation of the ports, as the rules ask it. */
export interface Subject {
  /** `memory`, or what kind of endpoint is behind the AWS adapters. */
  kind: string;
  /** For the summary: `memory`, `aws on ministack 1.5.33`. */
  name: string;
  ledger: Ledger;
  /** Another ledger object on the same table. */
  otherLedger: Ledger;
  discoveries: Discoveries;
  secrets: SecretStore;
  /** Somebody else's hands on the same secrets. */
  outsider: Outsider;
  fingerprints: Fingerprints;
  bus: EventBus;
  /** A fresh name, so that rules do not meet each other. */
  fresh(): string;
  dispose(): Promise<void>;
}

/** One thing that AWS documents and both adapters must show. */
export interface Rule {
  /** Reads as a sentence; departures refer to it. */
  name: string;
  /** The page that says so, where it is AWS's own rule. */
  page?: string;
  /** Resolves when the subject keeps the rule. */
  holds(subject: Subject): Promise<void>;
}
