import type { IpAddress } from '../../domain/values/address.js';
import { ipv4Value, ipv6Value } from './address.js';

const INITIAL_SIZE = 256;

/**
 * Growing buffer for one message, network byte order. Lengths are written after what they measure: `mark` the
 * place, `patch16` it later. Values that do not fit their field throw RangeError: an encoder is given valid
 * values, so that is a bug of the caller and never the peer's doing.
 */
export class Writer {
  offset = 0;
  private buffer = Buffer.allocUnsafe(INITIAL_SIZE);

  u8(value: number): void {
    this.offset = this.room(1).writeUInt8(value, this.offset);
  }

  u16(value: number): void {
    this.offset = this.room(2).writeUInt16BE(value, this.offset);
  }

  u24(value: number): void {
    this.offset = this.room(3).writeUIntBE(value, this.offset, 3);
  }

  u32(value: number): void {
    this.offset = this.room(4).writeUInt32BE(value, this.offset);
  }

  u64(value: bigint): void {
    this.offset = this.room(8).writeBigUInt64BE(value, this.offset);
  }

  f32(value: number): void {
    this.offset = this.room(4).writeFloatBE(value, this.offset);
  }

  ipv4(address: IpAddress): void {
    this.u32(ipv4Value(address));
  }

  ipv6(address: IpAddress): void {
    for (const group of ipv6Value(address)) this.u16(group);
  }

  bytes(bytes: Uint8Array): void {
    this.room(bytes.byteLength).set(bytes, this.offset);
    this.offset += bytes.byteLength;
  }

  utf8(text: string): void {
    // A UTF-16 code unit never needs more than three octets.
    this.offset += this.room(3 * text.length).write(text, this.offset, 'utf8');
  }

  zeros(count: number): void {
    this.room(count).fill(0, this.offset, this.offset + count);
    this.offset += count;
  }

  /** Leaves room for a 16-bit length and returns where it is. */
  mark16(): number {
    const at = this.offset;
    this.u16(0);
    return at;
  }

  patch16(at: number, value: number): void {
    this.buffer.writeUInt16BE(value, at);
  }

  patch8(at: number, value: number): void {
    this.buffer.writeUInt8(value, at);
  }

  /** What was written. The writer gives its buffer away: do not write again. */
  finish(): Uint8Array {
    return this.buffer.subarray(0, this.offset);
  }

  private room(length: number): Buffer {
    const needed = this.offset + length;
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length));
      this.buffer.copy(grown, 0, 0, this.offset);
      this.buffer = grown;
    }
    return this.buffer;
  }
}
