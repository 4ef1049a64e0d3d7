// Generators of BGP-LS values: one for every row of the codec's registries. `satisfies` and the test that compares the
// keys with the registries make a row without a generator fail.
import fc from 'fast-check';
import type { KnownAttribute } from '../../../src/southbound/bgp-ls/codec/attributes/path-attribute.js';
import type { Capability } from '../../../src/southbound/bgp-ls/codec/capabilities/capability.js';
import type { Nlri } from '../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { KnownLeafTlv, LeafTlv } from '../../../src/southbound/bgp-ls/codec/tlvs/leaf-tlv.js';
import type { KnownTlv, Tlv } from '../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { ipv4, ipv6, u8, u16, u32 } from './field-arbitraries.js';

const u20 = fc.integer({ min: 0, max: 0xf_ffff });
const u24 = fc.integer({ min: 0, max: 0xff_ffff });
const u64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
const f32 = fc.float({ noNaN: true }).map((value) => (value === 0 ? 0 : value));
const octets = (maxLength = 20) => fc.uint8Array({ maxLength });
const octetsOf = (...lengths: readonly number[]) =>
  fc.oneof(...lengths.map((length) => fc.uint8Array({ minLength: length, maxLength: length })));
const many = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 5 });

type OfKind<Union extends { kind: string }, Kind extends string> = Extract<Union, { kind: Kind }>;
type ByKind<Union extends { kind: string }> = {
  [Kind in Exclude<Union['kind'], 'Unknown'>]: fc.Arbitrary<OfKind<Union, Kind>>;
};

/** Arbitraries of all fields but the kind. */
type Fields<T> = { [K in keyof Omit<T, 'kind'>]: fc.Arbitrary<T[K & keyof T]> };

const make =
  <Union extends { kind: string }>() =>
  <Kind extends Union['kind']>(
    kind: Kind,
    fields: Fields<OfKind<Union, Kind>>,
  ): fc.Arbitrary<OfKind<Union, Kind>> =>
    fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<OfKind<Union, Kind>>;

const leaf = make<KnownLeafTlv>();
const value = (arbitrary: fc.Arbitrary<number>) => ({ value: arbitrary });
const sid = fc.oneof(
  u20.map((label) => ({ kind: 'label' as const, value: label })),
  u32.map((index) => ({ kind: 'index' as const, value: index })),
);
const name = { name: fc.string({ unit: 'grapheme', maxLength: 24 }).map((text) => ({ text })) };
const depths = { depths: fc.array(fc.record({ msdType: u8, value: u8 }), { maxLength: 4 }) };
const ranges = { flags: u8, ranges: fc.array(fc.record({ size: u24, first: sid }), { maxLength: 4 }) };
const adjacency = { flags: u8, weight: u8, sid };
const values = (arbitrary: fc.Arbitrary<number>) => ({ values: many(arbitrary) });
const measured = { anomalous: fc.boolean(), value: u24 };
const bandwidth = { bytesPerSecond: f32 };

const metric = (narrowest: number, widest: number) =>
  fc
    .integer({ min: narrowest, max: widest })
    .chain((width) =>
      fc.record({ octets: fc.constant(width), value: fc.integer({ min: 0, max: 256 ** width - 1 }) }),
    );

const reachability = (longest: number) =>
  fc.integer({ min: 0, max: longest }).chain((length) =>
    octetsOf(Math.ceil(length / 8)).map((bits) => ({
      kind: 'IpReachability' as const,
      length,
      octets: bits,
    })),
  );

export const leafArbitraries = {
  AutonomousSystem: leaf('AutonomousSystem', value(u32)),
  BgpLsIdentifier: leaf('BgpLsIdentifier', value(u32)),
  ConfederationMember: leaf('ConfederationMember', value(u32)),
  OspfRouteType: leaf('OspfRouteType', value(u8)),
  NodeFlags: leaf('NodeFlags', value(u8)),
  SrmsPreference: leaf('SrmsPreference', value(u8)),
  Srv6Capabilities: leaf('Srv6Capabilities', value(u32)),
  AdminGroup: leaf('AdminGroup', value(u32)),
  LinkProtection: leaf('LinkProtection', value(u16)),
  MplsProtocolMask: leaf('MplsProtocolMask', value(u8)),
  IgpFlags: leaf('IgpFlags', value(u8)),
  PrefixMetric: leaf('PrefixMetric', value(u32)),
  IgpMetric: metric(1, 3).map((fields) => ({ kind: 'IgpMetric' as const, ...fields })),
  TeMetric: metric(3, 4).map((fields) => ({ kind: 'TeMetric' as const, ...fields })),
  Ipv4InterfaceAddress: leaf('Ipv4InterfaceAddress', { address: ipv4 }),
  Ipv4NeighborAddress: leaf('Ipv4NeighborAddress', { address: ipv4 }),
  LocalIpv4RouterId: leaf('LocalIpv4RouterId', { address: ipv4 }),
  RemoteIpv4RouterId: leaf('RemoteIpv4RouterId', { address: ipv4 }),
  OspfAreaId: leaf('OspfAreaId', { address: ipv4 }),
  BgpRouterId: leaf('BgpRouterId', { address: ipv4 }),
  SourceOspfRouterId: leaf('SourceOspfRouterId', { address: ipv4 }),
  Ipv6InterfaceAddress: leaf('Ipv6InterfaceAddress', { address: ipv6 }),
  Ipv6NeighborAddress: leaf('Ipv6NeighborAddress', { address: ipv6 }),
  LocalIpv6RouterId: leaf('LocalIpv6RouterId', { address: ipv6 }),
  RemoteIpv6RouterId: leaf('RemoteIpv6RouterId', { address: ipv6 }),
  Srv6SidInformation: leaf('Srv6SidInformation', { address: ipv6 }),
  OspfForwardingAddress: leaf('OspfForwardingAddress', { address: fc.oneof(ipv4, ipv6) }),
  SourceRouterId: leaf('SourceRouterId', { address: fc.oneof(ipv4, ipv6) }),
  MultiTopologyIds: leaf('MultiTopologyIds', values(u16)),
  SrAlgorithms: leaf('SrAlgorithms', values(u8)),
  Srlg: leaf('Srlg', { values: fc.array(u32, { maxLength: 5 }) }),
  RouteTags: leaf('RouteTags', values(u32)),
  ExtendedAdminGroup: leaf('ExtendedAdminGroup', values(u32)),
  FlexExcludeAny: leaf('FlexExcludeAny', values(u32)),
  FlexIncludeAny: leaf('FlexIncludeAny', values(u32)),
  FlexIncludeAll: leaf('FlexIncludeAll', values(u32)),
  FlexExcludeSrlg: leaf('FlexExcludeSrlg', values(u32)),
  FlexFlags: leaf('FlexFlags', values(u32)),
  ExtendedRouteTags: leaf('ExtendedRouteTags', { values: many(u64) }),
  MaxLinkBandwidth: leaf('MaxLinkBandwidth', bandwidth),
  MaxReservableBandwidth: leaf('MaxReservableBandwidth', bandwidth),
  ResidualBandwidth: leaf('ResidualBandwidth', bandwidth),
  AvailableBandwidth: leaf('AvailableBandwidth', bandwidth),
  UtilizedBandwidth: leaf('UtilizedBandwidth', bandwidth),
  UnreservedBandwidth: leaf('UnreservedBandwidth', {
    bytesPerSecond: fc.array(f32, { minLength: 8, maxLength: 8 }),
  }),
  LinkDelay: leaf('LinkDelay', measured),
  LinkLoss: leaf('LinkLoss', measured),
  MinMaxLinkDelay: leaf('MinMaxLinkDelay', { anomalous: fc.boolean(), minimum: u24, maximum: u24 }),
  DelayVariation: leaf('DelayVariation', value(u24)),
  NodeName: leaf('NodeName', name),
  LinkName: leaf('LinkName', name),
  IgpRouterId: leaf('IgpRouterId', { octets: octetsOf(4, 6, 7, 8) }),
  IsisArea: leaf('IsisArea', { octets: octets(13) }),
  OpaqueNode: leaf('OpaqueNode', { octets: octets() }),
  OpaqueLink: leaf('OpaqueLink', { octets: octets() }),
  OpaquePrefix: leaf('OpaquePrefix', { octets: octets() }),
  PrefixAttributeFlags: leaf('PrefixAttributeFlags', { octets: octets(4) }),
  FlexUnsupported: leaf('FlexUnsupported', { octets: octets(6) }),
  LinkIdentifiers: leaf('LinkIdentifiers', { local: u32, remote: u32 }),
  IpReachability: reachability(128),
  NodeMsd: leaf('NodeMsd', depths),
  LinkMsd: leaf('LinkMsd', depths),
  SidLabel: leaf('SidLabel', { sid }),
  AdjacencySid: leaf('AdjacencySid', adjacency),
  PeerNodeSid: leaf('PeerNodeSid', adjacency),
  PeerAdjacencySid: leaf('PeerAdjacencySid', adjacency),
  PeerSetSid: leaf('PeerSetSid', adjacency),
  LanAdjacencySid: leaf('LanAdjacencySid', { flags: u8, weight: u8, neighbor: octetsOf(4, 6), sid }),
  PrefixSid: leaf('PrefixSid', { flags: u8, algorithm: u8, sid }),
  SrCapabilities: leaf('SrCapabilities', ranges),
  SrLocalBlock: leaf('SrLocalBlock', ranges),
  FlexPrefixMetric: leaf('FlexPrefixMetric', { algorithm: u8, flags: u8, metric: u32 }),
  Srv6EndpointBehavior: leaf('Srv6EndpointBehavior', { behavior: u16, flags: u8, algorithm: u8 }),
  Srv6BgpPeerNode: leaf('Srv6BgpPeerNode', { flags: u8, weight: u8, asNumber: u32, bgpIdentifier: ipv4 }),
  Srv6SidStructure: leaf('Srv6SidStructure', { block: u8, node: u8, function: u8, argument: u8 }),
} satisfies ByKind<KnownLeafTlv>;

const unknownTlv = fc.record({
  kind: fc.constant('Unknown' as const),
  type: fc.integer({ min: 20_000, max: 0xffff }),
  bytes: octets(),
});

export const leafTlv: fc.Arbitrary<LeafTlv> = fc.oneof(
  unknownTlv,
  ...(Object.values(leafArbitraries) as fc.Arbitrary<LeafTlv>[]),
);
const subTlvs = fc.array(leafTlv, { maxLength: 4 });

const known = make<KnownTlv>();
const endX = { behavior: u16, flags: u8, algorithm: u8, weight: u8, sid: ipv6, subTlvs };

export const tlvArbitraries = {
  ...leafArbitraries,
  FlexAlgorithmDefinition: known('FlexAlgorithmDefinition', {
    algorithm: u8,
    metricType: u8,
    calculationType: u8,
    priority: u8,
    subTlvs,
  }),
  ApplicationSpecific: known('ApplicationSpecific', {
    standard: octetsOf(0, 4, 8),
    userDefined: octetsOf(0, 4, 8),
    subTlvs,
  }),
  L2BundleMember: known('L2BundleMember', { descriptor: u32, subTlvs }),
  SidRange: known('SidRange', { flags: u8, size: u16, subTlvs }),
  Srv6EndX: known('Srv6EndX', { ...endX, neighbor: octetsOf(0) }),
  Srv6LanEndXIsis: known('Srv6LanEndXIsis', { ...endX, neighbor: octetsOf(6) }),
  Srv6LanEndXOspf: known('Srv6LanEndXOspf', { ...endX, neighbor: octetsOf(4) }),
  Srv6Locator: known('Srv6Locator', { flags: u8, algorithm: u8, metric: u32, subTlvs }),
} satisfies ByKind<KnownTlv>;

export const tlv: fc.Arbitrary<Tlv> = fc.oneof(
  unknownTlv,
  ...(Object.values(tlvArbitraries) as fc.Arbitrary<Tlv>[]),
);

/** Node descriptors: at most one of each, in ascending order. */
const nodeDescriptors = fc
  .record(
    {
      asNumber: leafArbitraries.AutonomousSystem,
      identifier: leafArbitraries.BgpLsIdentifier,
      area: leafArbitraries.OspfAreaId,
      routerId: leafArbitraries.IgpRouterId,
      unknown: unknownTlv,
    },
    { requiredKeys: ['routerId'] },
  )
  .map(({ asNumber, identifier, area, routerId, unknown }): readonly LeafTlv[] =>
    [asNumber, identifier, area, routerId, unknown].filter((one) => one !== undefined),
  );

const head = { protocol: u8, identifier: u64, local: nodeDescriptors };
const topology = fc.option(leafArbitraries.MultiTopologyIds, { nil: undefined });
const present = (tlvs: readonly (LeafTlv | undefined)[]): readonly LeafTlv[] =>
  tlvs.filter((one) => one !== undefined);

const linkDescriptors = fc
  .tuple(
    fc.option(leafArbitraries.LinkIdentifiers, { nil: undefined }),
    fc.option(leafArbitraries.Ipv4InterfaceAddress, { nil: undefined }),
    fc.option(leafArbitraries.Ipv6NeighborAddress, { nil: undefined }),
    topology,
  )
  .map(present);

const prefixNlri = <Kind extends 'Ipv4Prefix' | 'Ipv6Prefix'>(kind: Kind, longest: number) =>
  fc.record({
    kind: fc.constant(kind),
    ...head,
    descriptors: fc.tuple(topology, reachability(longest)).map(present),
  });

export const nlriArbitraries = {
  Node: fc.record({ kind: fc.constant('Node' as const), ...head, descriptors: fc.constant([]) }),
  Link: fc.record({
    kind: fc.constant('Link' as const),
    ...head,
    remote: nodeDescriptors,
    descriptors: linkDescriptors,
  }),
  Ipv4Prefix: prefixNlri('Ipv4Prefix', 32),
  Ipv6Prefix: prefixNlri('Ipv6Prefix', 128),
  Srv6Sid: fc.record({
    kind: fc.constant('Srv6Sid' as const),
    ...head,
    descriptors: fc.tuple(topology, leafArbitraries.Srv6SidInformation).map(present),
  }),
  Unknown: fc.record({
    kind: fc.constant('Unknown' as const),
    type: fc.integer({ min: 7, max: 0xffff }),
    bytes: octets(),
  }),
} satisfies { [Kind in Nlri['kind']]: fc.Arbitrary<Nlri> };

export const nlri: fc.Arbitrary<Nlri> = fc.oneof(...(Object.values(nlriArbitraries) as fc.Arbitrary<Nlri>[]));

const attribute = make<KnownAttribute>();
const multiple = (of: number) => fc.integer({ min: 1, max: 4 }).chain((count) => octetsOf(of * count));
const family = { afi: fc.constant(16_388), safi: fc.constant(71), nlris: fc.array(nlri, { maxLength: 3 }) };

export const attributeArbitraries = {
  ORIGIN: attribute('ORIGIN', value(fc.integer({ min: 0, max: 2 }))),
  AS_PATH: attribute('AS_PATH', {
    segments: fc.array(fc.record({ type: fc.integer({ min: 1, max: 4 }), asNumbers: many(u32) }), {
      maxLength: 3,
    }),
  }),
  NEXT_HOP: attribute('NEXT_HOP', { address: ipv4 }),
  MULTI_EXIT_DISC: attribute('MULTI_EXIT_DISC', value(u32)),
  LOCAL_PREF: attribute('LOCAL_PREF', value(u32)),
  ATOMIC_AGGREGATE: attribute('ATOMIC_AGGREGATE', {}),
  AGGREGATOR: attribute('AGGREGATOR', { asNumber: u32, address: ipv4 }),
  ORIGINATOR_ID: attribute('ORIGINATOR_ID', { address: ipv4 }),
  COMMUNITIES: attribute('COMMUNITIES', { octets: multiple(4) }),
  CLUSTER_LIST: attribute('CLUSTER_LIST', { octets: multiple(4) }),
  EXTENDED_COMMUNITIES: attribute('EXTENDED_COMMUNITIES', { octets: multiple(8) }),
  LARGE_COMMUNITIES: attribute('LARGE_COMMUNITIES', { octets: multiple(12) }),
  MP_REACH_NLRI: fc.record({
    kind: fc.constant('MP_REACH_NLRI' as const),
    ...family,
    nextHop: octetsOf(4, 16, 32),
  }),
  MP_UNREACH_NLRI: fc.record({ kind: fc.constant('MP_UNREACH_NLRI' as const), ...family }),
  LINK_STATE: attribute('LINK_STATE', { tlvs: fc.array(tlv, { maxLength: 6 }) }),
} satisfies ByKind<KnownAttribute>;

const capability = make<Exclude<Capability, { kind: 'Unknown' }>>();
const u4 = fc.integer({ min: 0, max: 15 });

export const capabilityArbitraries = {
  Multiprotocol: capability('Multiprotocol', { afi: u16, safi: u8 }),
  RouteRefresh: capability('RouteRefresh', {}),
  ExtendedMessage: capability('ExtendedMessage', {}),
  EnhancedRouteRefresh: capability('EnhancedRouteRefresh', {}),
  FourOctetAs: capability('FourOctetAs', { asNumber: u32 }),
  GracefulRestart: capability('GracefulRestart', {
    flags: u4,
    restartTime: fc.integer({ min: 0, max: 0xfff }),
    families: fc.array(fc.record({ afi: u16, safi: u8, flags: u8 }), { maxLength: 3 }),
  }),
} satisfies ByKind<Capability>;

export const anyCapability: fc.Arbitrary<Capability> = fc.oneof(
  fc.record({
    kind: fc.constant('Unknown' as const),
    code: fc.integer({ min: 128, max: 255 }),
    bytes: octets(8),
  }),
  ...(Object.values(capabilityArbitraries) as fc.Arbitrary<Capability>[]),
);
