import type { IpAddress } from '../../../../domain/values/address.js';
import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { type Capability, readCapabilities, writeCapabilities } from '../capabilities/capability.js';
import { BGP_ERROR, BGP_VERSION, OPEN_PARAMETER } from '../code-points.js';
import { SessionResetError } from '../failure.js';

/**
 * OPEN, RFC 4271 section 4.2.
 *
 *    | Version (8) | My Autonomous System (16) | Hold Time (16) | BGP Identifier (32)
 *    | Opt Parm Len (8) | Optional Parameters (variable)
 */
export interface Open {
  readonly kind: 'Open';
  /** Two octets; AS_TRANS where the true one is in the Four-octet AS capability (RFC 6793 4.2.2). */
  readonly asNumber: number;
  /** Seconds. */
  readonly holdTime: number;
  readonly bgpIdentifier: IpAddress;
  readonly capabilities: readonly Capability[];
}

/** @throws SessionResetError for another version or parameter, DecodeError for a broken form */
export function decodeOpen(r: Reader): Open {
  const versionAt = r.offset;
  const version = r.u8();
  if (version !== BGP_VERSION) {
    const supported = Uint8Array.of(0, BGP_VERSION);
    throw new SessionResetError(
      BGP_ERROR.UNSUPPORTED_VERSION,
      versionAt,
      `BGP version ${version}`,
      supported,
    );
  }
  const asNumber = r.u16();
  const holdTime = r.u16();
  const bgpIdentifier = r.ipv4();
  return { kind: 'Open', asNumber, holdTime, bgpIdentifier, capabilities: readParameters(r) };
}

/** Optional parameters, in the form of RFC 4271 or the long one of RFC 9072 section 2. */
function readParameters(r: Reader): readonly Capability[] {
  const lengthAt = r.offset;
  const shortLength = r.u8();
  const long =
    shortLength !== 0 && r.remaining() > 0 && r.buffer[r.offset] === OPEN_PARAMETER.EXTENDED_LENGTH;
  if (long) r.skip(1);
  const length = long ? r.u16() : shortLength;
  if (length !== r.remaining())
    throw new DecodeError('malformed', lengthAt, `parameters of ${length} octets, ${r.remaining()} left`);
  const messageEnd = r.end;
  const capabilities: Capability[] = [];
  while (r.offset < messageEnd) {
    const at = r.offset;
    const type = r.u8();
    const valueEnd = (long ? r.u16() : r.u8()) + r.offset;
    if (valueEnd > messageEnd) throw new DecodeError('malformed', at, `parameter ${type} leaves the message`);
    if (type !== OPEN_PARAMETER.CAPABILITIES)
      throw new SessionResetError(BGP_ERROR.UNSUPPORTED_OPTIONAL_PARAMETER, at, `parameter ${type}`);
    r.end = valueEnd;
    capabilities.push(...readCapabilities(r));
    r.end = messageEnd;
  }
  return capabilities;
}

const LONGEST_PARAMETER = 255;

/** All capabilities in one parameter. Throws RangeError when they do not fit the short form. */
export function encodeOpen(w: Writer, open: Open): void {
  w.u8(BGP_VERSION);
  w.u16(open.asNumber);
  w.u16(open.holdTime);
  w.ipv4(open.bgpIdentifier);
  const mark = w.offset;
  w.u8(0);
  if (open.capabilities.length > 0) {
    w.u8(OPEN_PARAMETER.CAPABILITIES);
    w.u8(0);
    writeCapabilities(w, open.capabilities);
    w.patch8(mark + 2, w.offset - mark - 3);
  }
  const length = w.offset - mark - 1;
  if (length > LONGEST_PARAMETER) throw new RangeError(`optional parameters of ${length} octets`);
  w.patch8(mark, length);
}
