import { describe, expect, test } from '@jest/globals';
import { ipv4Text, ipv4Value } from '../../../../src/southbound/wire/address.js';
import { DecodeError } from '../../../../src/southbound/wire/decode-error.js';
import { Framer } from '../../../../src/southbound/wire/framer.js';
import { Reader } from '../../../../src/southbound/wire/reader.js';
import { readText } from '../../../../src/southbound/wire/text.js';
import { beginTlv, endTlv, readTlvs } from '../../../../src/southbound/wire/tlv.js';
import { Writer } from '../../../../src/southbound/wire/writer.js';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function thrown(action: () => unknown): DecodeError {
  try {
    action();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('Reader', () => {
  test('reads network byte order', () => {
    const r = new Reader(bytes('01 0203 040506 0708090a ffffffffffffffff 3fc00000'));
    expect([r.u8(), r.u16(), r.u24(), r.u32(), r.u64(), r.f32()]).toEqual([
      1,
      0x0203,
      0x040506,
      0x0708090a,
      0xffff_ffff_ffff_ffffn,
      1.5,
    ]);
    expect(r.remaining()).toBe(0);
  });

  test('reads addresses as canonical text', () => {
    const r = new Reader(bytes('0a0001ff 20010db8000000000000000000000001'));
    expect(r.ipv4()).toBe('10.0.1.255');
    expect(r.ipv6()).toBe('2001:db8::1');
  });

  test('reads a view of a larger buffer from its own start', () => {
    expect(new Reader(bytes('ffff 0102 ffff').subarray(2, 4)).u16()).toBe(0x0102);
  });

  test('refuses to read past a limit that is nearer than the end of the buffer', () => {
    const r = new Reader(bytes('0102030405060708'));
    r.skip(2);
    r.end = 4;
    const error = thrown(() => r.u32());
    expect(error).toMatchObject({ code: 'truncated', offset: 2, what: '4 octets needed, 2 left' });
    expect(r.offset).toBe(2);
  });

  test('copies, so that the input may change afterwards', () => {
    const input = bytes('01020304');
    const copy = new Reader(input).copy(4);
    input.fill(0);
    expect([...copy]).toEqual([1, 2, 3, 4]);
  });
});

describe('Writer', () => {
  test('grows and patches lengths', () => {
    const w = new Writer();
    const mark = w.mark16();
    w.zeros(5000);
    w.u32(0xffff_ffff);
    w.patch16(mark, w.offset);
    const written = w.finish();
    expect(written).toHaveLength(5006);
    expect([...written.subarray(0, 2)]).toEqual([0x13, 0x8e]);
    expect([...written.subarray(-4)]).toEqual([255, 255, 255, 255]);
  });

  test('refuses values that do not fit', () => {
    expect(() => new Writer().u8(256)).toThrow('out of range');
    expect(() => new Writer().u16(-1)).toThrow('out of range');
    expect(() => new Writer().ipv4('10.0.0.256')).toThrow('not an IP address');
    expect(() => new Writer().ipv6('10.0.0.1x')).toThrow('not an IP address');
  });

  test('keeps the octets of long UTF-8 text', () => {
    const w = new Writer();
    const text = 'ä€𝄞'.repeat(200);
    w.utf8(text);
    expect(Buffer.from(w.finish()).toString('utf8')).toBe(text);
  });
});

describe('IPv4 text', () => {
  test.each([
    ['0.0.0.0', 0],
    ['255.255.255.255', 0xffff_ffff],
    ['10.20.30.40', 0x0a141e28],
  ])('%s is %d', (text, value) => {
    expect(ipv4Value(text)).toBe(value);
    expect(ipv4Text(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)).toBe(text);
  });

  test.each(['', '1.2.3', '1.2.3.4.5', '1..2.3', '1.2.3.', '256.1.1.1', 'a.b.c.d', '1.2.3.0004', '::1'])(
    '%j is refused',
    (text) => {
      expect(() => ipv4Value(text)).toThrow(RangeError);
    },
  );
});

describe('readText', () => {
  const read = (hex: string) => {
    const input = bytes(hex);
    return readText(new Reader(input), input.length);
  };

  test('reads ASCII and UTF-8', () => {
    expect(read('6c7370')).toEqual({ text: 'lsp' });
    expect(read('c3a4')).toEqual({ text: 'ä' });
  });

  test('keeps a byte order mark', () => {
    expect(read('efbbbf61')).toEqual({ text: '\ufeffa' });
  });

  test('keeps octets that are no UTF-8', () => {
    expect(read('61ff')).toEqual({ text: 'a\ufffd', octets: bytes('61ff') });
  });

  test('refuses to read past the end', () => {
    expect(thrown(() => readText(new Reader(bytes('6161')), 3)).code).toBe('truncated');
  });
});

describe('readTlvs', () => {
  const read = (hex: string) =>
    readTlvs(new Reader(bytes(hex)), 4, (type, r) => [
      type,
      Buffer.from(r.copy(r.remaining())).toString('hex'),
    ]);

  test('skips padding', () => {
    expect(read('0001 0001 aa000000 0002 0004 01020304 0003 0000')).toEqual([
      [1, 'aa'],
      [2, '01020304'],
      [3, ''],
    ]);
  });

  test('allows the last padding to be missing', () => {
    expect(read('0001 0001 aa')).toEqual([[1, 'aa']]);
  });

  test('packs without alignment where asked', () => {
    const w = new Writer();
    for (const type of [1, 2]) {
      const mark = beginTlv(w, type);
      w.u8(7);
      endTlv(w, mark, 1);
    }
    expect(Buffer.from(w.finish()).toString('hex')).toBe('00010001070002000107');
  });

  test.each([
    ['a header cut off', '0001 00', 0],
    ['a value beyond the container', '0001 0005 00000000', 0],
    ['a second value beyond the container', '0001 0000 0002 0001', 4],
  ])('refuses %s', (_name, hex, offset) => {
    expect(thrown(() => read(hex)).offset).toBeGreaterThanOrEqual(offset);
  });

  test('refuses a value that is not read whole, and names it', () => {
    const error = thrown(() => readTlvs(new Reader(bytes('0009 0002 0102')), 4, (_type, r) => r.u8()));
    expect(error).toMatchObject({ code: 'malformed', path: ['TLV 9'], what: '1 octets too many' });
  });
});

describe('Framer', () => {
  const format = {
    headerLength: 2,
    minLength: 2,
    maxLength: 6,
    frameLength: (input: Uint8Array, at: number): number => input[at + 1] ?? 0,
  };
  const texts = (frames: readonly Uint8Array[]): readonly string[] =>
    frames.map((frame) => Buffer.from(frame).toString('hex'));

  test('passes whole messages on without copying', () => {
    const chunk = bytes('0103ff 0202');
    const { frames } = new Framer(format).push(chunk);
    expect(texts(frames)).toEqual(['0103ff', '0202']);
    expect(frames[0]?.buffer).toBe(chunk.buffer);
  });

  test('gives a message as soon as it is complete, header-only ones too', () => {
    const framer = new Framer(format);
    expect(framer.push(bytes('01')).frames).toEqual([]);
    expect(texts(framer.push(bytes('02')).frames)).toEqual(['0102']);
    expect(framer.push(bytes('0104aa')).frames).toEqual([]);
    expect(framer.pending()).toBe(3);
    expect(texts(framer.push(bytes('bb0102')).frames)).toEqual(['0104aabb', '0102']);
  });

  test.each([
    ['too short', '0101'],
    ['too long', '0107'],
  ])('fails for good on a length that is %s, after what came before', (_name, bad) => {
    const framer = new Framer(format);
    const { frames, failure } = framer.push(bytes(`0102${bad}`));
    expect(texts(frames)).toEqual(['0102']);
    expect(failure?.what).toContain('not 2 to 6');
    expect(framer.push(bytes('0102'))).toEqual({ frames: [], failure });
  });
});
