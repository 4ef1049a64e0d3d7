import { DecodeError } from '../../wire/decode-error.js';

/** What the receiver owes the peer for an input that cannot be used. */
export type Treatment =
  | RefusalTreatment
  /** Send PCErr, then close the session. */
  | { readonly kind: 'error-and-close'; readonly errorType: number; readonly errorValue: number }
  /** Send Close with this reason (RFC 5440 section 7.17). */
  | { readonly kind: 'close'; readonly reason: number };

/** Send PCErr about one entry; the session and the other entries of the message stay. */
export interface RefusalTreatment {
  readonly kind: 'error';
  readonly errorType: number;
  readonly errorValue: number;
  /** The request that is refused: its RP goes into the PCErr. */
  readonly requestId?: number;
  /** The stateful request or report that is refused: its SRP goes into the PCErr. */
  readonly srpId?: number;
  readonly plspId?: number;
}

/** Why a message, or one entry of it, could not be used. */
export interface DecodeFailure {
  readonly what: string;
  /** Octet where the offending field starts, counted from the first octet of the message. */
  readonly offset: number;
  /** From the message inwards, for example PCRpt, LSP, TLV 18. */
  readonly path: readonly string[];
  readonly treatment: Treatment;
}

/** A DecodeError that knows the PCEP-ERROR which the RFC prescribes for it. */
export class PcepDecodeError extends DecodeError {
  readonly errorType: number;
  readonly errorValue: number;

  constructor(errorType: number, errorValue: number, offset: number, what: string) {
    super('invalid-value', offset, what);
    this.errorType = errorType;
    this.errorValue = errorValue;
  }
}
