/** A request refused for its form, with the HTTP status that says so. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    readonly status: 404 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}
