import { err, ok, type Result } from './result.js';

/** An IP address in canonical text: dotted quad, or RFC 5952 for IPv6. */
export type IpAddress = string;

/** Canonical text of an IPv4 or IPv6 address, or why it is none. */
export function parseAddress(text: string): Result<IpAddress, 'not-an-address'> {
  if (text.includes(':')) {
    const groups = ipv6Groups(text);
    return groups === undefined ? err('not-an-address') : ok(formatIpv6(groups));
  }
  return ipv4Number(text) === undefined ? err('not-an-address') : ok(text);
}

export const isIpv6 = (address: IpAddress): boolean => address.includes(':');

/** The 32-bit value of a dotted quad without leading zeros, or undefined. */
export function ipv4Number(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (const part of match.slice(1)) {
    const octet = Number(part);
    if (octet > 255 || (part.length > 1 && part.startsWith('0'))) return undefined;
    value = value * 256 + octet;
  }
  return value;
}

export const formatIpv4 = (value: number): IpAddress =>
  `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;

/** The eight 16-bit groups of an IPv6 address (RFC 4291 2.2), or undefined. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOfPart)));
  if (head === undefined || [...head, ...(tail ?? [])].some((group) => Number.isNaN(group))) return undefined;
  if (tail === undefined) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...Array<number>(missing).fill(0), ...tail];
}

function groupsOfPart(part: string): readonly number[] {
  if (part.includes('.')) {
    const value = ipv4Number(part);
    return value === undefined ? [Number.NaN] : [Math.floor(value / 65536), value % 65536];
  }
  return [/^[0-9a-fA-F]{1,4}$/.test(part) ? Number.parseInt(part, 16) : Number.NaN];
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
export function formatIpv6(groups: readonly number[]): IpAddress {
  let bestStart = -1;
  let bestLength = 1;
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > bestLength) {
      bestStart = start;
      bestLength = length;
    }
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (bestStart < 0) return hex(groups);
  return `${hex(groups.slice(0, bestStart))}::${hex(groups.slice(bestStart + bestLength))}`;
}
