import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import type { UpdateContext } from '../attributes/attribute-codec.js';
import { isLinkState } from '../attributes/mp-nlri.js';
import {
  type AttributeList,
  findAttribute,
  type PathAttribute,
  readAttributes,
  writeAttributes,
} from '../attributes/path-attribute.js';
import { BGP_ERROR, PATH_ATTRIBUTE } from '../code-points.js';
import { SessionResetError, type UpdateFault } from '../failure.js';

/**
 * UPDATE, RFC 4271 section 4.3.
 *
 *    | Withdrawn Routes Length (16) | Withdrawn Routes
 *    | Total Path Attribute Length (16) | Path Attributes
 *    | Network Layer Reachability Information
 *
 * The first and the last part are IPv4 routes: nothing of a topology, but they have to be sound.
 */
export interface Update {
  readonly kind: 'Update';
  readonly withdrawn: Uint8Array;
  readonly attributes: readonly PathAttribute[];
  readonly nlri: Uint8Array;
}

/** @throws SessionResetError; other faults are added to `faults` */
export function decodeUpdate(r: Reader, context: UpdateContext, faults: UpdateFault[]): Update {
  const messageEnd = r.end;
  const withdrawn = readIpv4Prefixes(r, partEnd(r, 'withdrawn routes'));
  const attributesEnd = partEnd(r, 'path attributes');
  r.end = attributesEnd;
  const list = readAttributes(r, context, faults);
  r.end = messageEnd;
  const nlri = readIpv4Prefixes(r, messageEnd);
  checkAsAWhole(list, nlri, attributesEnd, faults);
  return { kind: 'Update', withdrawn, attributes: list.attributes, nlri };
}

/** Reads a length and gives where what it measures ends (RFC 7606 3 b). */
function partEnd(r: Reader, part: string): number {
  const at = r.offset;
  if (r.remaining() < 2) throw malformedList(at, `no room for the length of the ${part}`);
  const end = r.u16() + r.offset;
  if (end > r.end) throw malformedList(at, `${part} that leave the message`);
  return end;
}

const malformedList = (at: number, what: string): SessionResetError =>
  new SessionResetError(BGP_ERROR.MALFORMED_ATTRIBUTE_LIST, at, what);

const IPV4_BITS = 32;

/** Prefixes of one length octet and as many octets as it needs (RFC 4271 4.3); sound or the end of the session. */
function readIpv4Prefixes(r: Reader, end: number): Uint8Array {
  const start = r.offset;
  while (r.offset < end) {
    const at = r.offset;
    const bits = r.u8();
    const octets = Math.ceil(bits / 8);
    if (bits > IPV4_BITS || r.offset + octets > end)
      throw new SessionResetError(BGP_ERROR.INVALID_NETWORK_FIELD, at, `an IPv4 prefix of ${bits} bits`);
    r.skip(octets);
  }
  r.offset = start;
  return r.copy(end - start);
}

function checkAsAWhole(list: AttributeList, nlri: Uint8Array, end: number, faults: UpdateFault[]): void {
  const reach = findAttribute(list.attributes, 'MP_REACH_NLRI');
  if (reach !== undefined && isLinkState(reach)) {
    // NEXT_HOP is in MP_REACH_NLRI here (RFC 4760 3).
    for (const [name, type] of [
      ['ORIGIN', PATH_ATTRIBUTE.ORIGIN],
      ['AS_PATH', PATH_ATTRIBUTE.AS_PATH],
    ] as const) {
      if (list.seen.has(type)) continue;
      faults.push({ treatment: 'treat-as-withdraw', what: `${name} is missing`, offset: end });
    }
  }
  if (reach !== undefined || nlri.byteLength > 0) return;
  // RFC 7606 5.2: no reachable route was found, so none can be treated as withdrawn.
  const fault = faults.find(({ treatment }) => treatment === 'treat-as-withdraw');
  if (fault !== undefined) throw malformedList(fault.offset, `${fault.what}, and no NLRI was found`);
}

export function encodeUpdate(w: Writer, update: Update, context: UpdateContext): void {
  w.u16(update.withdrawn.byteLength);
  w.bytes(update.withdrawn);
  const mark = w.mark16();
  writeAttributes(w, update.attributes, context);
  w.patch16(mark, w.offset - mark - 2);
  w.bytes(update.nlri);
}

/** The End-of-RIB marker of the link-state family: one empty MP_UNREACH_NLRI and nothing else (RFC 4724 2). */
export function isEndOfRib({ withdrawn, attributes, nlri }: Update): boolean {
  const [only, ...others] = attributes;
  return (
    only?.value.kind === 'MP_UNREACH_NLRI' &&
    others.length === 0 &&
    isLinkState(only.value) &&
    only.value.nlris.length === 0 &&
    withdrawn.byteLength === 0 &&
    nlri.byteLength === 0
  );
}
