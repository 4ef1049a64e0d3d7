/** Text forms of ietf-te-types (RFC 8776): bandwidth as hexadecimal floats, administrative groups as bytes. */

/** Largest 32-bit float of RFC 8294's bandwidth-ieee-float32: exponents go to 127. */
const LARGEST_EXPONENT = 127;
const MANTISSA_DIGITS = 6;

/**
 * `bandwidth-ieee-float32` (RFC 8294) of a number of bytes per second: the nearest 32-bit float, such as `0x1.2a05f2p30`.
 * Below 1 the form has no numbers but 0.
 */
export function hexFloat(bytesPerSecond: number): string {
  const value = Math.fround(bytesPerSecond);
  if (value < 1) return '0x0p0';
  let exponent = Math.min(Math.floor(Math.log2(value)), LARGEST_EXPONENT);
  // log2 rounds: just below a power of 2 it gives that power.
  if (2 ** exponent > value) exponent--;
  const scaled = Math.round((value / 2 ** exponent - 1) * 16 ** MANTISSA_DIGITS);
  const digits = scaled.toString(16).padStart(MANTISSA_DIGITS, '0').replace(/0+$/, '');
  return `0x1${digits === '' ? '' : `.${digits}`}p${exponent}`;
}

/** Bytes per second of a `te-bandwidth` with one number: hexadecimal float or integer, or decimal. */
export function teBandwidth(text: string): number | undefined {
  const float = /^0x([01])(?:\.([\da-f]{0,6}))?(?:p\+?(\d{0,3}))?$/i.exec(text);
  if (float !== null) {
    const [, whole = '0', digits = '', exponent = ''] = float;
    const fraction = digits === '' ? 0 : Number.parseInt(digits, 16) / 16 ** digits.length;
    return (Number(whole) + fraction) * 2 ** Number(exponent === '' ? 0 : exponent);
  }
  if (/^0x[\da-f]{1,8}$/i.test(text)) return Number.parseInt(text.slice(2), 16);
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const HEX = 16;
const BYTE = 8;

/** `00:00:00:09` for groups 0 and 3: at least 32 bits, more for extended groups (RFC 7308). */
export function adminGroupBytes(groups: readonly number[]): string {
  const words = Math.max(1, ...groups.map((group) => Math.floor(group / 32) + 1));
  const bytes = new Uint8Array(words * 4);
  for (const group of groups) {
    const place = bytes.length - 1 - Math.floor(group / BYTE);
    bytes[place] = (bytes[place] ?? 0) | (1 << (group % BYTE));
  }
  return Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, '0')).join(':');
}

/** Bit numbers, ascending; undefined when the text is no `yang:hex-string`. Leading zero bytes may be left out. */
export function adminGroupsOf(text: string): readonly number[] | undefined {
  if (!/^([\da-f]{2}(:[\da-f]{2})*)?$/i.test(text)) return undefined;
  const bytes = text === '' ? [] : text.split(':').map((byte) => Number.parseInt(byte, HEX));
  return bytes.toReversed().flatMap((byte, place) => {
    const bits = Array.from({ length: BYTE }, (_, bit) => bit).filter((bit) => (byte >> bit) & 1);
    return bits.map((bit) => place * BYTE + bit);
  });
}
