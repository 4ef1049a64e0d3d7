import type { IpAddress } from '../../domain/values/address.js';
import { ipv4Text, ipv6Text } from './address.js';
import { DecodeError } from './decode-error.js';

/**
 * Cursor over the bytes of one message.
 *
 * Purity: reads only; the caller's bytes are never changed. Endianness: network order throughout.
 * Bounds: `end` is the limit of the element being read; a container narrows it for the time of one element and
 * puts it back, so that nothing can read past its own length. Reading beyond `end` throws DecodeError.
 * Ownership: numbers and text are values; `copy` gives octets of its own. No method returns a view, so what was
 * decoded stays valid when the receive buffer is used again.
 */
export class Reader {
  readonly buffer: Buffer;
  /** Offset of the next octet, counted from the first octet of the message. */
  offset: number;
  /** First offset that may not be read. */
  end: number;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = 0;
    this.end = bytes.byteLength;
  }

  remaining(): number {
    return this.end - this.offset;
  }

  u8(): number {
    return this.buffer[this.take(1)] as number;
  }

  u16(): number {
    return this.buffer.readUInt16BE(this.take(2));
  }

  u24(): number {
    return this.buffer.readUIntBE(this.take(3), 3);
  }

  u32(): number {
    return this.buffer.readUInt32BE(this.take(4));
  }

  u64(): bigint {
    return this.buffer.readBigUInt64BE(this.take(8));
  }

  f32(): number {
    return this.buffer.readFloatBE(this.take(4));
  }

  ipv4(): IpAddress {
    const at = this.take(4);
    const buffer = this.buffer;
    return ipv4Text(
      buffer[at] as number,
      buffer[at + 1] as number,
      buffer[at + 2] as number,
      buffer[at + 3] as number,
    );
  }

  ipv6(): IpAddress {
    const at = this.take(16);
    const groups = [];
    for (let group = 0; group < 8; group++) groups.push(this.buffer.readUInt16BE(at + 2 * group));
    return ipv6Text(groups);
  }

  skip(length: number): void {
    this.take(length);
  }

  /** Octets of their own: valid for ever, whatever becomes of the buffer. */
  copy(length: number): Uint8Array {
    const at = this.take(length);
    return new Uint8Array(this.buffer.subarray(at, at + length));
  }

  /** True when the next `length` octets are within bounds and all 7-bit; does not move. */
  isAscii(length: number): boolean {
    const stop = this.offset + length;
    if (stop > this.end) return false;
    for (let at = this.offset; at < stop; at++) if ((this.buffer[at] as number) > 0x7f) return false;
    return true;
  }

  ascii(length: number): string {
    const at = this.take(length);
    return this.buffer.toString('latin1', at, at + length);
  }

  /** Moves over `length` octets and returns where they start. The one bounds check of this class. */
  private take(length: number): number {
    const at = this.offset;
    const next = at + length;
    if (next > this.end) throw truncated(at, length, this.end);
    this.offset = next;
    return at;
  }
}

const truncated = (at: number, length: number, end: number): DecodeError =>
  new DecodeError('truncated', at, `${length} octets needed, ${Math.max(0, end - at)} left`);
