/** A signed message, as it goes over the wire. */
export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends to addresses that owners chose: an adversary's, for all we know. */
export interface WebhookSender {
  /** Returns when the receiver answered 2xx. @throws RekeyError `unavailable` for any other answer or none, `refused` for an address that may not be called */
  send(request: WebhookRequest): Promise<void>;
}
