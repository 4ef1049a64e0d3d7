import { DecodeError } from '../../wire/decode-error.js';
import type { BgpErrorCode } from './code-points.js';

/** A message that ends the session: what the NOTIFICATION says (RFC 4271 6). */
export interface DecodeFailure {
  readonly what: string;
  /** Octet where the offending field starts, counted from the first octet of the message. */
  readonly offset: number;
  readonly error: BgpErrorCode;
  /** Data field of the NOTIFICATION. */
  readonly data: Uint8Array;
}

/** What a fault leads to that does not end the session, strongest first. */
export type FaultTreatment =
  /** The routes that the UPDATE announces count as withdrawn (RFC 7606 2). */
  | 'treat-as-withdraw'
  /** One NLRI is left out; the others stay (RFC 9552 8.2.2, RFC 7606 5.4). */
  | 'nlri-discard'
  /** One attribute is left out (RFC 7606 2). */
  | 'attribute-discard';

/** A fault in an UPDATE that the session survives. */
export interface UpdateFault {
  readonly treatment: FaultTreatment;
  readonly what: string;
  readonly offset: number;
}

export const NO_DATA: Uint8Array = new Uint8Array(0);

/** A DecodeError that knows which NOTIFICATION it leads to. */
export class SessionResetError extends DecodeError {
  readonly error: BgpErrorCode;
  readonly data: Uint8Array;

  constructor(error: BgpErrorCode, offset: number, what: string, data: Uint8Array = NO_DATA) {
    super('malformed', offset, what);
    this.error = error;
    this.data = data;
  }
}
