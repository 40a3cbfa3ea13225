import type { RedriveWorld } from '../../engine/redrive/redrive-world';
import type { OperatorWorld } from '../../engine/world';
import type { DeadLetterQueue } from '../../model/work/dead-letter-queue';
import type { Actor, IssuerName, KeyId, VersionId } from '../../model/ids';

/** A request as the door hands it over: nothing of it is trusted but `actor`, which API Gateway proved. */
export interface OperatorRequest {
  /** As API Gateway matched it: `POST /v1/rotate/{key+}`. */
  routeKey: string;
  pathParameters?: Readonly<Record<string, string | undefined>>;
  query?: Readonly<Record<string, string | undefined>>;
  contentType?: string;
  /** The body's text, already decoded from base64. */
  body?: string;
  actor: Actor;
}

/** What differs from one deployment to another. */
export interface OperatorSettings {
  /** True at a local endpoint only: owners' webhooks may be http. @default false */
  allowHttpWebhooks?: boolean;
}

/** A request whose every part was checked by its route's schemas. */
export interface OperatorCall<Body = unknown> {
  world: OperatorWorld & RedriveWorld;
  settings: OperatorSettings;
  actor: Actor;
  /** @throws RekeyError `bad_input` when the path names no key */
  keyId: () => KeyId;
  /** @throws RekeyError `bad_input` when the path names no version */
  versionId: () => VersionId;
  /** @throws RekeyError `bad_input` when the path names no dead-letter queue */
  queue: () => DeadLetterQueue;
  /** @throws RekeyError `bad_input` when the path names no issuer */
  issuer: () => IssuerName;
  query: Readonly<Record<string, string | undefined>>;
  body: Body;
}

/** An answer: status and JSON body. */
export interface OperatorAnswer {
  status: number;
  body: unknown;
}
