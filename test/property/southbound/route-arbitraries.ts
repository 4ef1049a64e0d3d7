// Generators of the subobjects of routes: explicit, recorded, excluded.
import fc from 'fast-check';
import type { Nai } from '../../../src/southbound/pcep/codec/subobjects/nai.js';
import type {
  EroSubobject,
  RroSubobject,
  XroSubobject,
} from '../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import {
  type ByKind,
  flag,
  ipv4,
  ipv6,
  k,
  record,
  u8,
  u16,
  u32,
  withFlags,
  words,
} from './field-arbitraries.js';

const prefix4 = { kind: k('IPv4'), address: ipv4, prefixLength: fc.integer({ min: 0, max: 32 }) };
const prefix6 = { kind: k('IPv6'), address: ipv6, prefixLength: fc.integer({ min: 0, max: 128 }) };
const unnumbered = { kind: k('Unnumbered'), routerId: ipv4, interfaceId: u32 };
const label = {
  kind: k('Label'),
  upstream: flag,
  cType: u8,
  words: fc.array(u32, { minLength: 1, maxLength: 3 }),
};
const protection = { localProtectionAvailable: flag, localProtectionInUse: flag };

const nai: fc.Arbitrary<Nai> = fc.oneof(
  record<Extract<Nai, { kind: 'IPv4Node' }>>({ kind: k('IPv4Node'), node: ipv4 }),
  record<Extract<Nai, { kind: 'IPv6Node' }>>({ kind: k('IPv6Node'), node: ipv6 }),
  record<Extract<Nai, { kind: 'IPv4Adjacency' }>>({ kind: k('IPv4Adjacency'), local: ipv4, remote: ipv4 }),
  record<Extract<Nai, { kind: 'IPv6Adjacency' }>>({ kind: k('IPv6Adjacency'), local: ipv6, remote: ipv6 }),
  record<Extract<Nai, { kind: 'UnnumberedAdjacency' }>>({
    kind: k('UnnumberedAdjacency'),
    localNode: ipv4,
    localInterface: u32,
    remoteNode: ipv4,
    remoteInterface: u32,
  }),
  record<Extract<Nai, { kind: 'IPv6LinkLocalAdjacency' }>>({
    kind: k('IPv6LinkLocalAdjacency'),
    local: ipv6,
    localInterface: u32,
    remote: ipv6,
    remoteInterface: u32,
  }),
);

/** The combinations of SID, M, C and NAI that RFC 8664 section 5.2.1 allows. */
const segment = withFlags(
  fc.oneof(
    nai.map((value) => ({ kind: 'SR' as const, sidIsLabel: false, stackEntryComplete: false, nai: value })),
    u32.map((sid) => ({ kind: 'SR' as const, sidIsLabel: false, stackEntryComplete: false, sid })),
    fc.tuple(u32, flag, nai).map(([sid, c, value]) => ({
      kind: 'SR' as const,
      sidIsLabel: true,
      stackEntryComplete: c,
      sid,
      nai: value,
    })),
  ),
  0xff0,
);

const ipv6Nai = fc.oneof(
  record<Extract<Nai, { kind: 'IPv6Node' }>>({ kind: k('IPv6Node'), node: ipv6 }),
  record<Extract<Nai, { kind: 'IPv6Adjacency' }>>({ kind: k('IPv6Adjacency'), local: ipv6, remote: ipv6 }),
);
const partBits = fc.integer({ min: 0, max: 32 });
const sidStructure = record({ block: partBits, node: partBits, function: partBits, argument: partBits });

/** A SID, an NAI or both; a structure only of a SID. */
const srv6Segment = withFlags(
  fc
    .tuple(
      fc.oneof(
        record({ sid: ipv6 }),
        record({ nai: ipv6Nai }),
        record({ sid: ipv6, nai: ipv6Nai }),
        record({ sid: ipv6, structure: sidStructure }),
        record({ sid: ipv6, nai: ipv6Nai, structure: sidStructure }),
      ),
      u16,
      flag,
    )
    .map(([parts, behavior, verify]) => ({ kind: 'SRv6' as const, behavior, verify, ...parts })),
  0xff0,
);

export const eroArbitraries = {
  IPv4: record({ ...prefix4, loose: flag }),
  IPv6: record({ ...prefix6, loose: flag }),
  Label: record({ ...label, loose: flag }),
  Unnumbered: record({ ...unnumbered, loose: flag }),
  AS: record({ kind: k('AS'), as: u16, loose: flag }),
  AS4: record({ kind: k('AS4'), as: u32, loose: flag }),
  SR: fc.tuple(segment, flag).map(([value, loose]) => ({ ...value, loose })),
  SRv6: fc.tuple(srv6Segment, flag).map(([value, loose]) => ({ ...value, loose })),
} satisfies ByKind<EroSubobject>;

export const rroArbitraries = {
  IPv4: withFlags(record({ ...prefix4, ...protection }), 0xfc),
  IPv6: withFlags(record({ ...prefix6, ...protection }), 0xfc),
  Label: withFlags(record({ ...label, global: flag }), 0x7e),
  Unnumbered: withFlags(record({ ...unnumbered, ...protection }), 0xfc),
  SR: segment,
  SRv6: srv6Segment,
} satisfies ByKind<RroSubobject>;

export const xroArbitraries = {
  IPv4: record({ ...prefix4, soft: flag, attribute: u8 }),
  IPv6: record({ ...prefix6, soft: flag, attribute: u8 }),
  Unnumbered: record({ ...unnumbered, soft: flag, attribute: u8 }),
  AS: record({ kind: k('AS'), as: u16, soft: flag }),
  AS4: record({ kind: k('AS4'), as: u32, soft: flag }),
  SRLG: record({ kind: k('SRLG'), srlg: u32, soft: flag, attribute: u8 }),
} satisfies ByKind<XroSubobject>;

const opaque = { kind: k('Unknown'), type: fc.integer({ min: 100, max: 126 }), bytes: words(4) };
const opaqueSubobject = record<{ kind: 'Unknown'; type: number; bytes: Uint8Array }>({
  ...opaque,
  // Type and length take two octets of the first word.
  bytes: fc
    .tuple(fc.uint8Array({ minLength: 2, maxLength: 2 }), words(3))
    .map(([head, tail]) => Uint8Array.from([...head, ...tail])),
});

export const eroList: fc.Arbitrary<readonly EroSubobject[]> = fc.array(
  fc.oneof(
    fc.tuple(opaqueSubobject, flag).map(([value, loose]) => ({ ...value, loose })),
    ...(Object.values(eroArbitraries) as fc.Arbitrary<EroSubobject>[]),
  ),
  { maxLength: 6 },
);
export const rroList: fc.Arbitrary<readonly RroSubobject[]> = fc.array(
  fc.oneof(opaqueSubobject, ...(Object.values(rroArbitraries) as fc.Arbitrary<RroSubobject>[])),
  { maxLength: 6 },
);
export const xroList: fc.Arbitrary<readonly XroSubobject[]> = fc.array(
  fc.oneof(
    fc.tuple(opaqueSubobject, flag).map(([value, soft]) => ({ ...value, soft })),
    ...(Object.values(xroArbitraries) as fc.Arbitrary<XroSubobject>[]),
  ),
  { maxLength: 6 },
);
