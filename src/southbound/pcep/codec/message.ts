/**
 * PCEP messages: bytes in, values out, and back.
 *
 * Purity: every function here is pure. No socket, no clock, no state of a session; rules that need to know what
 * was negotiated belong to the session. Framing: one call, one whole message (southbound/wire/framer.ts cuts the
 * stream). Endianness: network order. Buffer ownership: nothing that is decoded refers to the bytes given; they
 * may be used again at once. Encoding returns a buffer of its own.
 *
 * Two levels. `decodeObjects` gives the objects of a message as a flat list, and `encodeObjects` gives the same
 * bytes back for every well-formed message (reserved fields and padding are taken to be zero, as the RFCs
 * demand). `decodeMessage` applies the grammar of the message type on top of that.
 */
import { err, ok, type Result, unreachable } from '../../../domain/values/result.js';
import { Reader } from '../../wire/reader.js';
import { Writer } from '../../wire/writer.js';
import { COMMON_HEADER_LENGTH, MAX_MESSAGE_LENGTH, MESSAGE_TYPE, PCEP_VERSION } from './code-points.js';
import type { DecodeFailure } from './failure.js';
import { type Close, decodeClose, encodeClose } from './messages/close.js';
import { type ObjectList, readObjectList, writeObjects } from './messages/object-list.js';
import {
  decodeOpen,
  encodeOpen,
  INVALID_OPEN,
  type Open,
  refuseOpen,
  VERSION_UNSUPPORTED,
} from './messages/open.js';
import { decodePcerr, encodePcerr, type PCErr } from './messages/pcerr.js';
import { decodePcinitiate, encodePcinitiate, type PCInitiate } from './messages/pcinitiate.js';
import { decodePcntf, encodePcntf, type PCNtf } from './messages/pcntf.js';
import { decodePcrep, encodePcrep, type PCRep } from './messages/pcrep.js';
import { decodePcreq, encodePcreq, type PCReq } from './messages/pcreq.js';
import { decodePcrpt, encodePcrpt, type PCRpt } from './messages/pcrpt.js';
import { decodePcupd, encodePcupd, type PCUpd } from './messages/pcupd.js';
import { closeMalformed, refuseBroken } from './messages/refusal.js';
import type { PcepObject } from './registry.js';

/** Keepalive, RFC 5440 section 6.3: the common header alone. */
export interface Keepalive {
  readonly kind: 'Keepalive';
}

/** A message type without a grammar here, kept byte for byte. The session answers it (RFC 5440 section 6.9). */
export interface UnknownMessage {
  readonly kind: 'Unknown';
  readonly messageType: number;
  /** What follows the common header. */
  readonly bytes: Uint8Array;
}

export type Message =
  | Open
  | Keepalive
  | PCReq
  | PCRep
  | PCNtf
  | PCErr
  | Close
  | PCRpt
  | PCUpd
  | PCInitiate
  | UnknownMessage;

/** The usable part of a message, and a failure for each entry that had to be left out. */
export interface DecodedMessage {
  readonly message: Message;
  readonly failures: readonly DecodeFailure[];
}

/** The objects of a message in their order, whatever its type. */
export interface ObjectMessage {
  readonly messageType: number;
  readonly objects: readonly PcepObject[];
}

/**
 * Decodes one whole message. An error means that nothing of it can be used; failures beside the message concern
 * single entries. Never throws, whatever the bytes are.
 */
export function decodeMessage(bytes: Uint8Array): Result<DecodedMessage, DecodeFailure> {
  const badHeader = headerFailure(bytes);
  if (badHeader !== undefined) return err(badHeader);
  const messageType = bytes[1] as number;
  const r = new Reader(bytes);
  r.skip(COMMON_HEADER_LENGTH);
  switch (messageType) {
    case MESSAGE_TYPE.Open:
      return whole(decodeOpen(readObjectList(r)));
    case MESSAGE_TYPE.Keepalive:
      return whole(decodeKeepalive(r));
    case MESSAGE_TYPE.PCReq:
      return inEntries(r, decodePcreq);
    case MESSAGE_TYPE.PCRep:
      return inEntries(r, decodePcrep);
    case MESSAGE_TYPE.PCNtf:
      return inEntries(r, decodePcntf);
    case MESSAGE_TYPE.PCErr:
      return whole(decodePcerr(readObjectList(r)));
    case MESSAGE_TYPE.Close:
      return whole(decodeClose(readObjectList(r)));
    case MESSAGE_TYPE.PCRpt:
      return inEntries(r, decodePcrpt);
    case MESSAGE_TYPE.PCUpd:
      return inEntries(r, decodePcupd);
    case MESSAGE_TYPE.PCInitiate:
      return inEntries(r, decodePcinitiate);
    default:
      return whole({ kind: 'Unknown', messageType, bytes: r.copy(r.remaining()) });
  }
}

const NO_FAILURES: readonly never[] = Object.freeze([]);

const whole = (outcome: Message | DecodeFailure): Result<DecodedMessage, DecodeFailure> =>
  'treatment' in outcome ? err(outcome) : ok({ message: outcome, failures: NO_FAILURES });

function inEntries(
  r: Reader,
  decode: (list: ObjectList, failures: DecodeFailure[]) => Message,
): Result<DecodedMessage, DecodeFailure> {
  const failures: DecodeFailure[] = [];
  return ok({ message: decode(readObjectList(r), failures), failures });
}

const decodeKeepalive = (r: Reader): Keepalive | DecodeFailure =>
  r.remaining() === 0
    ? { kind: 'Keepalive' }
    : closeMalformed(['Keepalive'], r.offset, `${r.remaining()} octets behind the header`);

const LENGTH_OFFSET = 2;

/**
 * Common header, RFC 5440 section 6.1.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | Ver |  Flags  |  Message-Type |       Message-Length          |
 */
function headerFailure(bytes: Uint8Array): DecodeFailure | undefined {
  const [versionAndFlags, messageType, high, low] = bytes;
  if (versionAndFlags === undefined || high === undefined || low === undefined) {
    return closeMalformed([], 0, 'common header cut off');
  }
  const version = versionAndFlags >>> 5;
  if (version !== PCEP_VERSION) {
    const what = `PCEP version ${version}`;
    return messageType === MESSAGE_TYPE.Open
      ? refuseOpen(['Open'], 0, what, VERSION_UNSUPPORTED)
      : closeMalformed([], 0, what);
  }
  const length = (high << 8) | low;
  if (length === bytes.byteLength && (length & 3) === 0) return undefined;
  const what = `message length ${length} of ${bytes.byteLength} octets`;
  return messageType === MESSAGE_TYPE.Open
    ? refuseOpen(['Open'], LENGTH_OFFSET, what, INVALID_OPEN)
    : closeMalformed([], LENGTH_OFFSET, what);
}

/** Decodes one whole message into its objects, without a grammar. Never throws. */
export function decodeObjects(bytes: Uint8Array): Result<ObjectMessage, DecodeFailure> {
  const badHeader = headerFailure(bytes);
  if (badHeader !== undefined) return err(badHeader);
  const r = new Reader(bytes);
  r.skip(COMMON_HEADER_LENGTH);
  const objects: PcepObject[] = [];
  for (const item of readObjectList(r).items) {
    if (item.kind === 'Broken') return err(refuseBroken('objects', item, {}));
    objects.push(item);
  }
  return ok({ messageType: bytes[1] as number, objects });
}

export function encodeObjects({ messageType, objects }: ObjectMessage): Uint8Array {
  const w = beginMessage(messageType);
  writeObjects(w, objects);
  return endMessage(w);
}

/**
 * Encodes one message. Throws RangeError for a value that does not fit its field or a message beyond 65,532
 * octets: both are bugs of the caller.
 */
export function encodeMessage(message: Message): Uint8Array {
  const w = beginMessage(message.kind === 'Unknown' ? message.messageType : MESSAGE_TYPE[message.kind]);
  writeBody(w, message);
  return endMessage(w);
}

function writeBody(w: Writer, message: Message): void {
  switch (message.kind) {
    case 'Open':
      return encodeOpen(w, message);
    case 'Keepalive':
      return;
    case 'PCReq':
      return encodePcreq(w, message);
    case 'PCRep':
      return encodePcrep(w, message);
    case 'PCNtf':
      return encodePcntf(w, message);
    case 'PCErr':
      return encodePcerr(w, message);
    case 'Close':
      return encodeClose(w, message);
    case 'PCRpt':
      return encodePcrpt(w, message);
    case 'PCUpd':
      return encodePcupd(w, message);
    case 'PCInitiate':
      return encodePcinitiate(w, message);
    case 'Unknown':
      return w.bytes(message.bytes);
    default:
      return unreachable(message);
  }
}

function beginMessage(messageType: number): Writer {
  const w = new Writer();
  w.u8(PCEP_VERSION << 5);
  w.u8(messageType);
  w.u16(0);
  return w;
}

function endMessage(w: Writer): Uint8Array {
  if (w.offset > MAX_MESSAGE_LENGTH) throw new RangeError(`message of ${w.offset} octets`);
  w.patch16(LENGTH_OFFSET, w.offset);
  return w.finish();
}
