import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeMessage,
  decodeObjects,
  encodeMessage,
  encodeObjects,
} from '../../../src/southbound/pcep/codec/message.js';
import { OBJECT_CODECS } from '../../../src/southbound/pcep/codec/registry.js';
import {
  ERO_SUBOBJECT_CODECS,
  RRO_SUBOBJECT_CODECS,
  XRO_SUBOBJECT_CODECS,
} from '../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { TLV_CODECS } from '../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { cases } from '../../support/cases.js';
import { MALFORMED_MESSAGES } from '../../vectors/pcep/malformed.js';
import { anyObject, objectArbitraries, tlvArbitraries, unknownObject } from './pcep-arbitraries.js';
import { eroArbitraries, rroArbitraries, xroArbitraries } from './route-arbitraries.js';

const PCNTF = 5;

function roundTrip(objects: readonly unknown[]): unknown {
  const decoded = decodeObjects(encodeObjects({ messageType: PCNTF, objects: objects as never }));
  if (!decoded.ok) throw new Error(`${decoded.error.path.join(' ')}: ${decoded.error.what}`);
  return decoded.value.objects;
}

describe('every row of the registries', () => {
  const kinds = (codecs: readonly { readonly kind: string }[]): readonly string[] =>
    codecs.map(({ kind }) => kind).sort();

  test('has a generator', () => {
    const rows = OBJECT_CODECS.map(({ objectClass, objectType }) => `${objectClass}/${objectType}`);
    expect(Object.keys(objectArbitraries).sort()).toEqual([...rows].sort());
    expect(Object.keys(tlvArbitraries).sort()).toEqual(kinds(TLV_CODECS));
    expect(Object.keys(eroArbitraries).sort()).toEqual(kinds(ERO_SUBOBJECT_CODECS));
    expect(Object.keys(rroArbitraries).sort()).toEqual(kinds(RRO_SUBOBJECT_CODECS));
    expect(Object.keys(xroArbitraries).sort()).toEqual(kinds(XRO_SUBOBJECT_CODECS));
  });

  test('names where it comes from', () => {
    for (const codec of [...OBJECT_CODECS, ...TLV_CODECS, ...ERO_SUBOBJECT_CODECS]) {
      expect(codec.reference).toMatch(/^RFC \d{4} /);
    }
  });

  test.each(Object.entries(objectArbitraries))(
    'object %s survives encoding and decoding',
    (_row, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, (object) => {
          expect(roundTrip([object])).toEqual([object]);
        }),
        { numRuns: cases(60) },
      );
    },
  );

  test.each(Object.entries(tlvArbitraries))('TLV %s survives encoding and decoding', (_kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<unknown>, (tlv) => {
        const close = { kind: 'CLOSE', p: false, i: false, reason: 1, tlvs: [tlv] };
        expect(roundTrip([close])).toEqual([close]);
      }),
      { numRuns: cases(60) },
    );
  });

  test.each([
    ['ERO', eroArbitraries],
    ['RRO', rroArbitraries],
    ['XRO', xroArbitraries],
  ] as const)('subobjects of %s survive encoding and decoding', (kind, arbitraries) => {
    for (const arbitrary of Object.values(arbitraries)) {
      fc.assert(
        fc.property(arbitrary as fc.Arbitrary<unknown>, (subobject) => {
          const failed = kind === 'XRO' ? { failed: true } : {};
          const route = { kind, p: true, i: false, ...failed, subobjects: [subobject] };
          expect(roundTrip([route])).toEqual([route]);
        }),
        { numRuns: cases(60) },
      );
    }
  });

  test('unknown objects survive byte for byte', () => {
    fc.assert(fc.property(unknownObject, (object) => expect(roundTrip([object])).toEqual([object])));
  });
});

describe('a list of objects', () => {
  test('survives in its order', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 6 }), (objects) => {
        expect(roundTrip(objects)).toEqual(objects);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('decodeMessage', () => {
  const messageTypes = fc.integer({ min: 1, max: 13 });

  test('keeps every object that it does not refuse', () => {
    fc.assert(
      fc.property(messageTypes, fc.array(anyObject, { maxLength: 8 }), (messageType, objects) => {
        const bytes = encodeObjects({ messageType, objects });
        const decoded = decodeMessage(bytes);
        if (!decoded.ok || decoded.value.failures.length > 0) return;
        expect(encodeMessage(decoded.value.message).byteLength).toBe(bytes.byteLength);
      }),
      { numRuns: cases(300) },
    );
  });

  test('gives the same value again for what it encodes', () => {
    fc.assert(
      fc.property(messageTypes, fc.array(anyObject, { maxLength: 8 }), (messageType, objects) => {
        const first = decodeMessage(encodeObjects({ messageType, objects }));
        if (!first.ok || first.value.failures.length > 0) return;
        const again = decodeMessage(encodeMessage(first.value.message));
        expect(again).toEqual(first);
      }),
      { numRuns: cases(300) },
    );
  });

  test('never throws on random bodies', () => {
    fc.assert(
      fc.property(messageTypes, fc.uint8Array({ maxLength: 120 }), (messageType, body) => {
        const bytes = Uint8Array.from([0x20, messageType, 0, 4 + body.length, ...body]);
        expect(() => decodeMessage(bytes)).not.toThrow();
      }),
      { numRuns: cases(2000) },
    );
  });

  test('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void decodeMessage(bytes)),
      { numRuns: cases(500) },
    );
  });

  test('never throws on damaged messages, and always says what is wrong', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...MALFORMED_MESSAGES.map(({ bytes }) => bytes)),
          fc
            .tuple(messageTypes, fc.array(anyObject, { minLength: 1, maxLength: 5 }))
            .map(([messageType, objects]) => encodeObjects({ messageType, objects })),
        ),
        damage,
        (original, changes) => {
          const bytes = Uint8Array.from(original);
          for (const [place, value] of changes) bytes[4 + (place % Math.max(1, bytes.length - 4))] = value;
          const decoded = decodeMessage(bytes);
          const failures = decoded.ok ? decoded.value.failures : [decoded.error];
          for (const failure of failures) expect(failure.what.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: cases(2000) },
    );
  });
});
