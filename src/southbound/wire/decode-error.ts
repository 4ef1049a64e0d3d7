/** Why bytes could not be read: too short, structurally impossible, or a field value that the rules forbid. */
export type DecodeErrorCode = 'truncated' | 'malformed' | 'invalid-value';

/**
 * Thrown inside the codecs and caught at their public face, which turns it into a value. `offset` is where the
 * offending field starts, counted from the first byte of the message; `path` leads from the outside inwards.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;
  readonly offset: number;
  readonly what: string;
  /** Names of the enclosing elements, outermost first; filled in while the error travels outwards. */
  readonly path: string[] = [];

  constructor(code: DecodeErrorCode, offset: number, what: string) {
    super(`${what} (at octet ${offset})`);
    this.code = code;
    this.offset = offset;
    this.what = what;
  }

  /** Names the element that the error happened in; returns the error so that callers can rethrow it. */
  inside(element: string): this {
    this.path.unshift(element);
    return this;
  }
}
