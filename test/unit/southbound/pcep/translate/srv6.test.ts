// SRv6 segments of an ERO as octets.
import { expect, test } from '@jest/globals';
import { encodeEroSubobjects } from '../../../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { eroOfHops } from '../../../../../src/southbound/pcep/translate/route.js';
import { Writer } from '../../../../../src/southbound/wire/writer.js';

test('an SRv6 segment is 24 octets with its SID, and more with what is known of it (RFC 9603 4.3.1)', () => {
  const structure = { block: 32, node: 16, function: 16, argument: 0 };
  const writer = new Writer();
  encodeEroSubobjects(
    writer,
    eroOfHops([
      { kind: 'srv6', sid: '2001:db8:1::1' },
      { kind: 'srv6', sid: '2001:db8:1::2', behavior: 1, structure, node: '2001:db8::1' },
    ]),
  );
  expect(Buffer.from(writer.finish()).toString('hex')).toBe(
    [
      // F: no NAI; the behaviour is not known: opaque.
      '281800020000ffff',
      '20010db8000100000000000000000001',
      // NAI type 2, T; the SID, the node, then the structure.
      '2830200400000001',
      '20010db8000100000000000000000002',
      '20010db8000000000000000000000001',
      '2010100000000000',
    ].join(''),
  );
});
