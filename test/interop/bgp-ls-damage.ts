// What a bad line or a bad sender makes of a good UPDATE: octets changed in place, lengths of messages kept.
const HEADER_LENGTH = 19;
const UPDATE = 2;
const EXTENDED_LENGTH = 0x10;

export const ORIGIN = 1;
export const MP_REACH_NLRI = 14;
export const LINK_STATE = 29;

/** Where the value of a path attribute lies (RFC 4271 4.3). */
interface Place {
  readonly at: number;
  readonly length: number;
}

/** Undefined when it is no UPDATE, or has no such attribute. */
function attribute(message: Uint8Array, wanted: number): Place | undefined {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (view.getUint8(HEADER_LENGTH - 1) !== UPDATE) return undefined;
  let at = HEADER_LENGTH + 2 + view.getUint16(HEADER_LENGTH);
  const end = at + 2 + view.getUint16(at);
  at += 2;
  while (at < end) {
    const flags = view.getUint8(at);
    const type = view.getUint8(at + 1);
    const isExtended = (flags & EXTENDED_LENGTH) !== 0;
    const length = isExtended ? view.getUint16(at + 2) : view.getUint8(at + 2);
    at += isExtended ? 4 : 3;
    if (type === wanted) return { at, length };
    at += length;
  }
  return undefined;
}

/** A copy in which `change` has altered the value of an attribute; the message itself where it has none. */
function altered(message: Uint8Array, type: number, change: (value: Uint8Array) => void): Uint8Array {
  const place = attribute(message, type);
  if (place === undefined) return message;
  const copy = Uint8Array.from(message);
  change(copy.subarray(place.at, place.at + place.length));
  return copy;
}

/** The first TLV of the BGP-LS attribute claims to be longer than the attribute. */
export const overrunLinkState = (message: Uint8Array): Uint8Array =>
  altered(message, LINK_STATE, (value) => value.fill(0xff, 2, 4));

/** ORIGIN has a value that nobody knows (RFC 7606 7.1). */
export const unknownOrigin = (message: Uint8Array): Uint8Array =>
  altered(message, ORIGIN, (value) => value.fill(9));

/** AFI, SAFI, next hop of four octets, reserved octet, type of the first NLRI. */
const FIRST_NLRI_LENGTH = 3 + 1 + 4 + 1 + 2;

/** The first NLRI claims to be longer than the attribute that it is in. */
export const overrunNlri = (message: Uint8Array): Uint8Array =>
  altered(message, MP_REACH_NLRI, (value) => value.fill(0xff, FIRST_NLRI_LENGTH, FIRST_NLRI_LENGTH + 2));

/** True for an UPDATE that announces something of which the octets are part. */
export function announces(message: Uint8Array, octets: readonly number[]): boolean {
  const place = attribute(message, MP_REACH_NLRI);
  if (place === undefined) return false;
  return Buffer.from(message)
    .subarray(place.at, place.at + place.length)
    .includes(Buffer.from(octets));
}
