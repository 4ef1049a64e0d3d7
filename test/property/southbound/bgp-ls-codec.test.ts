import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ATTRIBUTE_CODECS,
  attributeOf,
  type KnownAttribute,
} from '../../../src/southbound/bgp-ls/codec/attributes/path-attribute.js';
import { CAPABILITY_CODECS } from '../../../src/southbound/bgp-ls/codec/capabilities/capability.js';
import { EXTENDED_BGP_FRAME_FORMAT } from '../../../src/southbound/bgp-ls/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/bgp-ls/codec/message.js';
import { NODE_DESCRIPTORS } from '../../../src/southbound/bgp-ls/codec/nlri/descriptors.js';
import { type Nlri, nlriKey } from '../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { Tlv } from '../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { TLV_CODECS } from '../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { Framer } from '../../../src/southbound/wire/framer.js';
import { CAPTURES, messagesOf } from '../../support/bgp-captures.js';
import { CONTEXT } from '../../support/bgp-connection.js';
import { cases } from '../../support/cases.js';
import { describeWithShared } from '../../support/project.js';
import { MALFORMED_UPDATES } from '../../vectors/bgp-ls/malformed-entries.js';
import {
  anyCapability,
  attributeArbitraries,
  capabilityArbitraries,
  nlri,
  nlriArbitraries,
  tlv,
  tlvArbitraries,
} from './bgp-ls-arbitraries.js';

const NOTHING = new Uint8Array(0);

function roundTrip(message: Message): Message {
  const decoded = decodeMessage(encodeMessage(message, CONTEXT), CONTEXT);
  if (!decoded.ok) throw new Error(decoded.error.what);
  expect(decoded.value.faults).toEqual([]);
  return decoded.value.message;
}

/** With what makes an UPDATE of it: the attributes without which an announcement is a withdrawal. */
function updateOf(...values: readonly KnownAttribute[]): Message {
  const kinds = new Set(values.map(({ kind }) => kind));
  const wanted: readonly KnownAttribute[] = [
    { kind: 'ORIGIN', value: 0 },
    { kind: 'AS_PATH', segments: [] },
  ];
  const missing = wanted.filter(({ kind }) => !kinds.has(kind));
  // With the extended length, which any attribute may have and a long one must.
  const attributes = [...values, ...missing]
    .map(attributeOf)
    .map(({ flags, value }) => ({ flags: flags | 0x10, value }));
  return { kind: 'Update', withdrawn: NOTHING, attributes, nlri: NOTHING };
}

const reachOf = (nlris: readonly Nlri[]): KnownAttribute => ({
  kind: 'MP_REACH_NLRI',
  afi: 16_388,
  safi: 71,
  nextHop: Uint8Array.of(192, 0, 2, 1),
  nlris,
});

const survives = (arbitrary: fc.Arbitrary<Message>, numRuns: number): void =>
  fc.assert(
    fc.property(arbitrary, (message) => {
      expect(roundTrip(message)).toEqual(message);
    }),
    { numRuns },
  );

describe('every row of the registries', () => {
  const kinds = (codecs: readonly { readonly kind: string }[]) => codecs.map(({ kind }) => kind).sort();

  test('has a generator', () => {
    expect(Object.keys(tlvArbitraries).sort()).toEqual(kinds(TLV_CODECS));
    expect(Object.keys(attributeArbitraries).sort()).toEqual(kinds(ATTRIBUTE_CODECS));
    expect(Object.keys(capabilityArbitraries).sort()).toEqual(kinds(CAPABILITY_CODECS));
  });

  test('names where it comes from', () => {
    for (const { reference } of [
      ...TLV_CODECS,
      ...ATTRIBUTE_CODECS,
      ...CAPABILITY_CODECS,
      ...NODE_DESCRIPTORS,
    ])
      expect(reference).toMatch(/^RFC \d{4}/);
  });

  test('has a type of its own', () => {
    for (const codecs of [TLV_CODECS, ATTRIBUTE_CODECS])
      expect(new Set(codecs.map(({ type }) => type)).size).toBe(codecs.length);
  });

  test.each(Object.entries(tlvArbitraries))('TLV %s comes back', (_kind, arbitrary) => {
    survives(
      (arbitrary as fc.Arbitrary<Tlv>).map((one) => updateOf({ kind: 'LINK_STATE', tlvs: [one] })),
      60,
    );
  });

  test.each(Object.entries(nlriArbitraries))('NLRI %s comes back', (_kind, arbitrary) => {
    survives(
      (arbitrary as fc.Arbitrary<Nlri>).map((one) => updateOf(reachOf([one]))),
      100,
    );
  });

  test.each(Object.entries(attributeArbitraries))('attribute %s comes back', (_kind, arbitrary) => {
    survives(
      (arbitrary as fc.Arbitrary<KnownAttribute>).map((one) => updateOf(one)),
      100,
    );
  });
});

describe('whole messages', () => {
  test('OPEN comes back', () => {
    const open = fc.record({
      kind: fc.constant('Open' as const),
      asNumber: fc.nat(0xffff),
      holdTime: fc.nat(0xffff),
      bgpIdentifier: fc.ipV4(),
      capabilities: fc.array(anyCapability, { maxLength: 6 }),
    });
    survives(open, 300);
  });

  test('UPDATE with many NLRIs and attributes comes back', () => {
    survives(
      fc
        .tuple(fc.array(nlri, { maxLength: 20 }), fc.array(tlv, { maxLength: 20 }))
        .map(([nlris, tlvs]) => updateOf(reachOf(nlris), { kind: 'LINK_STATE', tlvs })),
      200,
    );
  });

  test('NOTIFICATION and ROUTE-REFRESH come back', () => {
    const u8 = fc.nat(255);
    const data = fc.uint8Array({ maxLength: 40 });
    survives(fc.record({ kind: fc.constant('Notification' as const), code: u8, subcode: u8, data }), 50);
    const afi = fc.nat(0xffff);
    survives(fc.record({ kind: fc.constant('RouteRefresh' as const), afi, subtype: u8, safi: u8 }), 50);
  });
});

const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

test('an NLRI has the same key in whatever order its descriptors come', () => {
  const inSomeOrder = nlriArbitraries.Link.chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.record({
        local: shuffled(one.local),
        remote: shuffled(one.remote),
        descriptors: shuffled(one.descriptors),
      }),
    ),
  );
  fc.assert(
    fc.property(inSomeOrder, ([one, order]) => {
      const message = roundTrip(updateOf(reachOf([{ ...one, ...order }])));
      const [first] = message.kind === 'Update' ? message.attributes : [];
      if (first?.value.kind !== 'MP_REACH_NLRI') throw new Error('no NLRI');
      expect(first.value.nlris.map(nlriKey)).toEqual([nlriKey(one)]);
    }),
    { numRuns: cases(200) },
  );
});

describe('any bytes', () => {
  test('are decoded or refused, never thrown at', () => {
    const framed = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.uint8Array({ maxLength: 300 }))
      .map(([type, body]) => {
        const bytes = Buffer.concat([Buffer.alloc(19, 0xff), body]);
        bytes.writeUInt16BE(bytes.length, 16);
        bytes.writeUInt8(type, 18);
        return new Uint8Array(bytes);
      });
    fc.assert(
      fc.property(fc.oneof(framed, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        const decoded = decodeMessage(bytes, CONTEXT);
        if (!decoded.ok) expect(decoded.error.what).not.toBe('');
      }),
      { numRuns: cases(3_000) },
    );
  });

  test('of a list of TLVs are a BGP-LS attribute or a fault', () => {
    const noise = fc
      .array(
        fc.tuple(
          fc.oneof(fc.integer({ min: 256, max: 267 }), fc.integer({ min: 1024, max: 1260 })),
          fc.uint8Array({ maxLength: 24 }),
        ),
        {
          maxLength: 8,
        },
      )
      .map((tlvs) =>
        Buffer.concat(
          tlvs.map(([type, body]) => {
            const header = Buffer.alloc(4);
            header.writeUInt16BE(type, 0);
            header.writeUInt16BE(body.length, 2);
            return Buffer.concat([header, body]);
          }),
        ),
      );
    fc.assert(
      fc.property(noise, (body) => {
        const unknown = { kind: 'Unknown' as const, type: 29, bytes: new Uint8Array(body) };
        const update: Message = {
          kind: 'Update',
          withdrawn: NOTHING,
          attributes: [
            attributeOf(reachOf([])),
            attributeOf({ kind: 'ORIGIN', value: 0 }),
            attributeOf({ kind: 'AS_PATH', segments: [] }),
            { flags: 0x80, value: unknown },
          ],
          nlri: NOTHING,
        };
        const decoded = decodeMessage(encodeMessage(update, CONTEXT), CONTEXT);
        if (!decoded.ok) throw new Error(decoded.error.what);
        for (const { treatment } of decoded.value.faults) expect(treatment).toBe('attribute-discard');
      }),
      { numRuns: cases(2_000) },
    );
  });
});

/** Each octet of the message flipped, in turn; and the message cut at each of them, with the length put right. */
function* damaged(message: Uint8Array): Generator<Uint8Array> {
  for (let at = 16; at < message.byteLength; at++) {
    for (const mask of [0x01, 0x80, 0xff]) {
      const copy = new Uint8Array(message);
      copy[at] = (copy[at] ?? 0) ^ mask;
      yield copy;
    }
    if (at < 19) continue;
    const cut = Buffer.from(message.subarray(0, at));
    cut.writeUInt16BE(at, 16);
    yield new Uint8Array(cut);
  }
}

test('every damaged octet of the malformed table is decoded or refused', () => {
  for (const { bytes } of MALFORMED_UPDATES)
    for (const message of damaged(bytes)) expect(decodeMessage(message, CONTEXT)).toHaveProperty('ok');
});

describeWithShared('captures of real speakers', ['peers', 'captures'], (folder) => {
  test('damaged at any one place are decoded or refused', () => {
    const messages = CAPTURES.flatMap((capture) => messagesOf(folder, capture)).filter(
      ({ byteLength }) => byteLength < 500,
    );
    const distinct = new Map(messages.map((message) => [Buffer.from(message).toString('latin1'), message]));
    let count = 0;
    for (const message of distinct.values()) {
      for (const bytes of damaged(message)) {
        decodeMessage(bytes, CONTEXT);
        count++;
      }
    }
    expect(count).toBeGreaterThan(10_000);
  });

  test('are the same messages however they are cut', () => {
    const messages = CAPTURES.flatMap((capture) => messagesOf(folder, capture));
    const stream = Buffer.concat(messages);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 40 }), (places) => {
        const at = [0, ...places.sort((a, b) => a - b), stream.length];
        const framer = new Framer(EXTENDED_BGP_FRAME_FORMAT);
        const frames = at
          .slice(1)
          .flatMap((end, index) => framer.push(stream.subarray(at[index], end)).frames);
        expect(Buffer.concat(frames).equals(stream)).toBe(true);
        expect(frames.length).toBe(messages.length);
      }),
      { numRuns: cases(100) },
    );
  });
});
