import type { CallerCredentials } from './cli-world';

/** What runs where, as `rekey local` shows it. */
export interface LocalStatus {
  /** Folder with the state, the log and the AWS profile. */
  folder: string;
  /** Absent: it is still being started. */
  endpoint?: { url: string; region: string; kind: string; version: string; iamEnforced: boolean; answers: boolean };
  /** The process that keeps the endpoint; absent: the endpoint was there before, and stays. */
  supervisor?: { pid: number; startedAt: string };
  /** Absent: none was asked for. */
  unleash?: { url: string; version: string };
  /** Absent: nothing is deployed yet, and `up` goes on. */
  deployed?: { api: string; stack: string; config: string; at: string };
  /** Files by which the AWS CLI and SDKs find the endpoint as profile `rekey-local`; absent: it has credentials of its own. */
  profile?: { config: string; credentials: string };
}

/** How to reach what is deployed locally. */
export interface LocalAccess {
  api: string;
  region: string;
  /** Absent: those of the environment, since the endpoint is not of our making. */
  credentials?: CallerCredentials;
}

/** What `rekey local up` is to do. */
export interface LocalUp {
  /** File with the configuration. @default that of the local Unleash, where there is one, else rekey.yaml */
  config?: string;
  /** Start an Unleash as well, and deploy Rekey for it. */
  unleash: boolean;
  progress: (what: string) => void;
}

/** The local endpoint that outlives the command which started it. @throws RekeyError */
export interface LocalStage {
  /** Starts what does not run yet, and deploys; repeated, it deploys what has changed. */
  up(options: LocalUp): Promise<LocalStatus>;
  /** undefined: nothing runs that was started here. */
  status(): Promise<LocalStatus | undefined>;
  /** Ends what `up` started, with all its state; false: there was nothing. */
  down(): Promise<boolean>;
  /** @throws RekeyError `not_found` when nothing is deployed */
  access(): Promise<LocalAccess>;
}
