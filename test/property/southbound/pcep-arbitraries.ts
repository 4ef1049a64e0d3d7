// Generators of PCEP values: one for every row of the codec's registries. `satisfies` and the test that compares the keys with
// the registries make a row without a generator fail.
import fc from 'fast-check';
import type { PcepObject } from '../../../src/southbound/pcep/codec/registry.js';
import type { Tlv } from '../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { autoBandwidthTlvArbitraries } from './auto-bandwidth-arbitraries.js';
import {
  type ByKind,
  bandwidth,
  bytes,
  f32,
  flag,
  ipv4,
  ipv6,
  k,
  octetText,
  record,
  u8,
  u16,
  u32,
  u64,
  withFlags,
  words,
} from './field-arbitraries.js';
import { eroList, rroList, xroList } from './route-arbitraries.js';
import { scheduleTlvArbitraries } from './schedule-arbitraries.js';

const srPceCapability = withFlags(
  record<{ kind: 'SR-PCE-CAPABILITY'; resolvesNai: boolean; unlimitedMsd: boolean; msd: number }>({
    kind: k('SR-PCE-CAPABILITY'),
    resolvesNai: flag,
    unlimitedMsd: flag,
    msd: u8,
  }),
  0xfc,
);

const srv6PceCapability = withFlags(
  record<{ kind: 'SRv6-PCE-CAPABILITY'; resolvesNai: boolean; msds: { type: number; value: number }[] }>({
    kind: k('SRv6-PCE-CAPABILITY'),
    resolvesNai: flag,
    msds: fc.array(fc.record({ type: u8, value: u8 }), { maxLength: 4 }),
  }),
  0xfffd,
);

/** TLV types that have no codec. */
const unknownTlv = record<Extract<Tlv, { kind: 'Unknown' }>>({
  kind: k('Unknown'),
  type: fc.integer({ min: 200, max: 0xffff }),
  bytes: bytes(20),
});

const identifiers = { sender: ipv4, lspId: u16, tunnelId: u16, extendedTunnelId: ipv4, endpoint: ipv4 };
const identifiers6 = { sender: ipv6, lspId: u16, tunnelId: u16, extendedTunnelId: ipv6, endpoint: ipv6 };

const disjointness = {
  linkDiverse: flag,
  nodeDiverse: flag,
  srlgDiverse: flag,
  shortestPath: flag,
  strict: flag,
};

export const tlvArbitraries = {
  'NO-PATH-VECTOR': record({ kind: k('NO-PATH-VECTOR'), flags: u32 }),
  'OVERLOADED-DURATION': record({ kind: k('OVERLOADED-DURATION'), seconds: u32 }),
  'REQ-MISSING': record({ kind: k('REQ-MISSING'), requestId: u32 }),
  'OF-List': record({ kind: k('OF-List'), codes: fc.array(u16, { maxLength: 6 }) }),
  'VENDOR-INFORMATION': record({ kind: k('VENDOR-INFORMATION'), enterpriseNumber: u32, bytes: bytes(15) }),
  'STATEFUL-PCE-CAPABILITY': withFlags(
    record({
      kind: k('STATEFUL-PCE-CAPABILITY'),
      lspUpdate: flag,
      includeDbVersion: flag,
      lspInstantiation: flag,
      triggeredResync: flag,
      deltaLspSync: flag,
      triggeredInitialSync: flag,
      lspScheduling: flag,
      periodicScheduling: flag,
    }),
    0xffff_f9c0,
  ),
  'SYMBOLIC-PATH-NAME': octetText.map((value) => ({ kind: 'SYMBOLIC-PATH-NAME' as const, ...value })),
  'SPEAKER-ENTITY-ID': octetText.map((value) => ({ kind: 'SPEAKER-ENTITY-ID' as const, ...value })),
  'IPV4-LSP-IDENTIFIERS': record({ kind: k('IPV4-LSP-IDENTIFIERS'), ...identifiers }),
  'IPV6-LSP-IDENTIFIERS': record({ kind: k('IPV6-LSP-IDENTIFIERS'), ...identifiers6 }),
  'LSP-ERROR-CODE': record({ kind: k('LSP-ERROR-CODE'), code: u32 }),
  'RSVP-ERROR-SPEC': record({
    kind: k('RSVP-ERROR-SPEC'),
    object: fc.oneof(
      record({
        kind: k('ERROR_SPEC'),
        node: fc.oneof(ipv4, ipv6),
        flags: u8,
        errorCode: u8,
        errorValue: u16,
      }),
      record({ kind: k('Opaque'), classNumber: fc.constant(194), cType: u8, bytes: bytes(12) }),
    ),
  }),
  'LSP-DB-VERSION': record({ kind: k('LSP-DB-VERSION'), version: u64 }),
  'SR-PCE-CAPABILITY': srPceCapability,
  'PATH-SETUP-TYPE': record({ kind: k('PATH-SETUP-TYPE'), pathSetupType: u8 }),
  'PATH-SETUP-TYPE-CAPABILITY': record({
    kind: k('PATH-SETUP-TYPE-CAPABILITY'),
    pathSetupTypes: fc.array(u8, { minLength: 1, maxLength: 6 }),
    subTlvs: fc.array(fc.oneof(srPceCapability, srv6PceCapability, unknownTlv), { maxLength: 3 }),
  }),
  'ASSOC-Type-List': record({ kind: k('ASSOC-Type-List'), types: fc.array(u16, { maxLength: 6 }) }),
  ...autoBandwidthTlvArbitraries,
  ...scheduleTlvArbitraries,
  'GLOBAL-ASSOCIATION-SOURCE': record({ kind: k('GLOBAL-ASSOCIATION-SOURCE'), source: u32 }),
  'EXTENDED-ASSOCIATION-ID': record({ kind: k('EXTENDED-ASSOCIATION-ID'), bytes: bytes(20) }),
  'PATH-PROTECTION-ASSOCIATION': withFlags(
    record({
      kind: k('PATH-PROTECTION-ASSOCIATION'),
      protectionType: fc.integer({ min: 0, max: 63 }),
      secondary: flag,
      protecting: flag,
    }),
    0x03ff_fffc,
  ),
  'DISJOINTNESS-CONFIGURATION': withFlags(
    record({ kind: k('DISJOINTNESS-CONFIGURATION'), ...disjointness }),
    0xffff_ffe0,
  ),
  'DISJOINTNESS-STATUS': withFlags(record({ kind: k('DISJOINTNESS-STATUS'), ...disjointness }), 0xffff_ffe0),
  'TE-PATH-BINDING': withFlags(
    record({ kind: k('TE-PATH-BINDING'), bindingType: u8, remove: flag, value: bytes(24) }),
    0x7f,
  ),
} satisfies ByKind<Tlv>;

export const tlvs: fc.Arbitrary<readonly Tlv[]> = fc.array(
  fc.oneof(unknownTlv, ...(Object.values(tlvArbitraries) as fc.Arbitrary<Tlv>[])),
  { maxLength: 4 },
);

const pi = { p: flag, i: flag };
const endPoints = (address: fc.Arbitrary<string>) =>
  record({ kind: k('END-POINTS'), ...pi, source: address, destination: address });
const association = (address: fc.Arbitrary<string>) =>
  withFlags(
    record({
      kind: k('ASSOCIATION'),
      ...pi,
      remove: flag,
      associationType: u16,
      associationId: u16,
      source: address,
      tlvs,
    }),
    0xfffe,
  );

/** Keyed by class and type: every row of the object registry. */
export const objectArbitraries: Readonly<Record<string, fc.Arbitrary<PcepObject>>> = {
  '1/1': withFlags(
    record({
      kind: k('OPEN'),
      ...pi,
      version: fc.integer({ min: 0, max: 7 }),
      keepalive: u8,
      deadTimer: u8,
      sid: u8,
      tlvs,
    }),
    0x1f,
  ),
  '2/1': withFlags(
    record({
      kind: k('RP'),
      ...pi,
      requestId: u32,
      priority: fc.integer({ min: 0, max: 7 }),
      reoptimization: flag,
      bidirectional: flag,
      loose: flag,
      supplyObjectiveFunction: flag,
      tlvs,
    }),
    0xffff_ff40,
  ),
  '3/1': withFlags(
    record({ kind: k('NO-PATH'), ...pi, natureOfIssue: u8, unsatisfiedConstraints: flag, tlvs }),
    0x7fff,
  ),
  '4/1': endPoints(ipv4),
  '4/2': endPoints(ipv6),
  '5/1': record({ kind: k('BANDWIDTH'), ...pi, of: k('requested'), bytesPerSecond: bandwidth }),
  '5/2': record({ kind: k('BANDWIDTH'), ...pi, of: k('existing'), bytesPerSecond: bandwidth }),
  '6/1': withFlags(
    record({ kind: k('METRIC'), ...pi, metricType: u8, bound: flag, computed: flag, value: f32 }),
    0xfc,
  ),
  '7/1': record({ kind: k('ERO'), ...pi, subobjects: eroList }),
  '8/1': record({ kind: k('RRO'), ...pi, subobjects: rroList }),
  '9/1': withFlags(
    record({
      kind: k('LSPA'),
      ...pi,
      excludeAny: u32,
      includeAny: u32,
      includeAll: u32,
      setupPriority: u8,
      holdingPriority: u8,
      localProtectionDesired: flag,
      tlvs,
    }),
    0xfe,
  ),
  '10/1': record({ kind: k('IRO'), ...pi, subobjects: eroList }),
  '11/1': withFlags(
    record({
      kind: k('SVEC'),
      ...pi,
      linkDiverse: flag,
      nodeDiverse: flag,
      srlgDiverse: flag,
      requestIds: fc.array(u32, { maxLength: 5 }),
    }),
    0xff_fff8,
  ),
  '12/1': withFlags(
    record({ kind: k('NOTIFICATION'), ...pi, notificationType: u8, notificationValue: u8, tlvs }),
    0xff,
  ),
  '13/1': withFlags(record({ kind: k('PCEP-ERROR'), ...pi, errorType: u8, errorValue: u8, tlvs }), 0xff),
  '15/1': withFlags(record({ kind: k('CLOSE'), ...pi, reason: u8, tlvs }), 0xff),
  '17/1': withFlags(record({ kind: k('XRO'), ...pi, failed: flag, subobjects: xroList }), 0xfffe),
  '21/1': record({ kind: k('OF'), ...pi, code: u16, tlvs }),
  '32/1': withFlags(
    record({
      kind: k('LSP'),
      ...pi,
      plspId: fc.integer({ min: 0, max: 0xfffff }),
      delegate: flag,
      sync: flag,
      remove: flag,
      administrative: flag,
      operational: fc.integer({ min: 0, max: 7 }),
      create: flag,
      tlvs,
    }),
    0xf00,
  ),
  '33/1': withFlags(record({ kind: k('SRP'), ...pi, srpId: u32, remove: flag, tlvs }), 0xffff_fffe),
  '34/1': record({ kind: k('VENDOR-INFORMATION'), ...pi, enterpriseNumber: u32, bytes: words(5) }),
  '40/1': association(ipv4),
  '40/2': association(ipv6),
};

export const unknownObject: fc.Arbitrary<PcepObject> = record<Extract<PcepObject, { kind: 'Unknown' }>>({
  kind: k('Unknown'),
  ...pi,
  objectClass: fc.integer({ min: 100, max: 255 }),
  objectType: fc.integer({ min: 0, max: 15 }),
  bytes: words(6),
});

export const anyObject: fc.Arbitrary<PcepObject> = fc.oneof(
  unknownObject,
  ...Object.values(objectArbitraries),
);
