import { formatIpv6, type IpAddress, ipv6Groups } from '../../domain/values/address.js';

/** Text of every octet, so that an address costs four look-ups and no number formatting. */
const OCTETS: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));

/** A power of two: addresses whose text is remembered. */
const REMEMBERED = 32_768;
const values = new Int32Array(REMEMBERED);
const texts: IpAddress[] = Array<IpAddress>(REMEMBERED).fill('0.0.0.0');

/**
 * Dotted quad of four octets. PERF: the hottest conversion of a report. The same few thousand addresses come again and
 * again; one text for each makes nothing to collect, and texts that are the same are compared by reference.
 */
export function ipv4Text(a: number, b: number, c: number, d: number): IpAddress {
  const value = (a << 24) | (b << 16) | (c << 8) | d;
  const place = (value ^ (value >>> 15)) & (REMEMBERED - 1);
  if (values[place] === value) return texts[place] as IpAddress;
  const text = `${OCTETS[a]}.${OCTETS[b]}.${OCTETS[c]}.${OCTETS[d]}`;
  values[place] = value;
  texts[place] = text;
  return text;
}

const ZERO = 48;
const DOT = 46;

/** The 32-bit value of a canonical dotted quad. Throws RangeError: an encoder is given valid addresses. */
export function ipv4Value(text: IpAddress): number {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (digits === 0) throw notAnAddress(text);
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots++;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9) throw notAnAddress(text);
    octet = octet * 10 + digit;
    digits++;
    if (octet > 255 || digits > 3) throw notAnAddress(text);
  }
  if (dots !== 3 || digits === 0) throw notAnAddress(text);
  return value * 256 + octet;
}

/** The eight 16-bit groups of an IPv6 address text. Throws RangeError. */
export function ipv6Value(text: IpAddress): readonly number[] {
  const groups = ipv6Groups(text);
  if (groups === undefined) throw notAnAddress(text);
  return groups;
}

export { formatIpv6 as ipv6Text };

const notAnAddress = (text: string): RangeError =>
  new RangeError(`not an IP address: ${JSON.stringify(text)}`);
