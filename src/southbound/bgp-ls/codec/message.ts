/**
 * BGP messages: bytes in, values out, and back.
 *
 * Purity: every function here is pure. What a message means to a session is the session's business; what its reading
 * depends on is given (`UpdateContext`). Framing: one call, one whole message (southbound/wire/framer.ts cuts the
 * stream). Buffer ownership: nothing that is decoded refers to the bytes given. `decodeMessage` never throws.
 *
 * Encoding gives back the bytes that were decoded, with three exceptions: reserved fields are zero, the TLVs of an
 * NLRI are in ascending order, and what a fault left out stays out.
 */
import { err, ok, type Result, unreachable } from '../../../domain/values/result.js';
import { DecodeError } from '../../wire/decode-error.js';
import { Reader } from '../../wire/reader.js';
import { Writer } from '../../wire/writer.js';
import type { UpdateContext } from './attributes/attribute-codec.js';
import {
  BGP_ERROR,
  type BgpErrorCode,
  HEADER_LENGTH,
  MARKER_LENGTH,
  MAX_EXTENDED_MESSAGE_LENGTH,
  MAX_MESSAGE_LENGTH,
  MESSAGE_TYPE,
} from './code-points.js';
import { type DecodeFailure, NO_DATA, SessionResetError, type UpdateFault } from './failure.js';
import { hasMarker } from './framing.js';
import { decodeNotification, encodeNotification, type Notification } from './messages/notification.js';
import { decodeOpen, encodeOpen, type Open } from './messages/open.js';
import { decodeRouteRefresh, encodeRouteRefresh, type RouteRefresh } from './messages/route-refresh.js';
import { decodeUpdate, encodeUpdate, type Update } from './messages/update.js';

/** KEEPALIVE, RFC 4271 section 4.4: the header alone. */
export interface Keepalive {
  readonly kind: 'Keepalive';
}

export type Message = Open | Update | Notification | Keepalive | RouteRefresh;

export interface DecodedMessage {
  readonly message: Message;
  /** What was wrong with an UPDATE and did not end the session. */
  readonly faults: readonly UpdateFault[];
}

/** Lengths with the header, by type: at least, at most (RFC 4271 6.1, RFC 8654 4). */
const LENGTHS: Readonly<Record<Message['kind'], readonly [least: number, most: number]>> = {
  Open: [29, MAX_MESSAGE_LENGTH],
  Update: [23, MAX_EXTENDED_MESSAGE_LENGTH],
  Notification: [21, MAX_EXTENDED_MESSAGE_LENGTH],
  Keepalive: [HEADER_LENGTH, HEADER_LENGTH],
  RouteRefresh: [23, 23],
};

const KINDS: ReadonlyMap<number, Message['kind']> = new Map(
  Object.entries(MESSAGE_TYPE).map(([kind, type]) => [type, kind as Message['kind']]),
);

const NO_FAULTS: readonly never[] = Object.freeze([]);
const TYPE_OFFSET = MARKER_LENGTH + 2;

/** Decodes one whole message. An error ends the session with the NOTIFICATION that it describes. */
export function decodeMessage(
  bytes: Uint8Array,
  context: UpdateContext,
): Result<DecodedMessage, DecodeFailure> {
  const type = bytes[TYPE_OFFSET];
  if (type === undefined || !hasMarker(bytes, 0))
    return err(failure(BGP_ERROR.CONNECTION_NOT_SYNCHRONIZED, 0, 'no marker'));
  const kind = KINDS.get(type);
  if (kind === undefined)
    return err(failure(BGP_ERROR.BAD_MESSAGE_TYPE, TYPE_OFFSET, `message type ${type}`, Uint8Array.of(type)));
  const badLength = lengthFailure(bytes, kind);
  if (badLength !== undefined) return err(badLength);
  const r = new Reader(bytes);
  r.skip(HEADER_LENGTH);
  try {
    return ok(decodeBody(kind, r, context));
  } catch (error) {
    if (error instanceof SessionResetError)
      return err(failure(error.error, error.offset, error.message, error.data));
    if (error instanceof DecodeError) return err(brokenBody(kind, error));
    throw error;
  }
}

function decodeBody(kind: Message['kind'], r: Reader, context: UpdateContext): DecodedMessage {
  switch (kind) {
    case 'Open': {
      const message = decodeOpen(r);
      return { message, faults: NO_FAULTS };
    }
    case 'Update': {
      const faults: UpdateFault[] = [];
      return { message: decodeUpdate(r, context, faults), faults };
    }
    case 'Notification':
      return { message: decodeNotification(r), faults: NO_FAULTS };
    case 'Keepalive':
      return { message: { kind: 'Keepalive' }, faults: NO_FAULTS };
    case 'RouteRefresh':
      return { message: decodeRouteRefresh(r), faults: NO_FAULTS };
    default:
      return unreachable(kind);
  }
}

/** The form of an OPEN has no subcode of its own; an UPDATE whose parts cannot be found has a malformed list. */
const brokenBody = (kind: Message['kind'], { offset, message }: DecodeError): DecodeFailure =>
  failure(kind === 'Open' ? BGP_ERROR.OPEN_UNSPECIFIC : BGP_ERROR.MALFORMED_ATTRIBUTE_LIST, offset, message);

function lengthFailure(bytes: Uint8Array, kind: Message['kind']): DecodeFailure | undefined {
  const [high = 0, low = 0] = bytes.subarray(MARKER_LENGTH);
  const length = (high << 8) | low;
  const [least, most] = LENGTHS[kind];
  if (length === bytes.byteLength && length >= least && length <= most) return undefined;
  const what = `${kind} of ${length} octets`;
  // RFC 7313 5: the data is the whole message.
  if (kind === 'RouteRefresh' && length === bytes.byteLength)
    return failure(BGP_ERROR.INVALID_REFRESH_LENGTH, MARKER_LENGTH, what, new Uint8Array(bytes));
  return failure(BGP_ERROR.BAD_MESSAGE_LENGTH, MARKER_LENGTH, what, Uint8Array.of(high, low));
}

const failure = (
  error: BgpErrorCode,
  offset: number,
  what: string,
  data: Uint8Array = NO_DATA,
): DecodeFailure => ({
  what,
  offset,
  error,
  data,
});

/**
 * Encodes one message. Throws RangeError for a value that does not fit its field or a message beyond 65,535 octets:
 * both are bugs of the caller.
 */
export function encodeMessage(message: Message, context: UpdateContext): Uint8Array {
  const w = new Writer();
  w.bytes(MARKER);
  const mark = w.mark16();
  w.u8(MESSAGE_TYPE[message.kind]);
  writeBody(w, message, context);
  if (w.offset > MAX_EXTENDED_MESSAGE_LENGTH) throw new RangeError(`message of ${w.offset} octets`);
  w.patch16(mark, w.offset);
  return w.finish();
}

const MARKER = new Uint8Array(MARKER_LENGTH).fill(0xff);

function writeBody(w: Writer, message: Message, context: UpdateContext): void {
  switch (message.kind) {
    case 'Open':
      return encodeOpen(w, message);
    case 'Update':
      return encodeUpdate(w, message, context);
    case 'Notification':
      return encodeNotification(w, message);
    case 'Keepalive':
      return;
    case 'RouteRefresh':
      return encodeRouteRefresh(w, message);
    default:
      return unreachable(message);
  }
}
