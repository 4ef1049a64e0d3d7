import { describe, expect, test } from '@jest/globals';
import type { ObservedLink, TopologyNode } from '../../../../../src/domain/values/topology.js';
import { PROTOCOL } from '../../../../../src/southbound/bgp-ls/codec/code-points.js';
import type { Nlri } from '../../../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { LeafTlv } from '../../../../../src/southbound/bgp-ls/codec/tlvs/leaf-tlv.js';
import type { Sid } from '../../../../../src/southbound/bgp-ls/codec/tlvs/sid.js';
import type { Tlv } from '../../../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { LinkStateRib } from '../../../../../src/southbound/bgp-ls/translate/link-state-rib.js';
import { from, link, node, prefix, topology } from '../../../../support/bgp-messages.js';

const OSPF = { protocol: PROTOCOL.OSPF_V2 };

function told(...routes: readonly (readonly [Nlri, ...Tlv[]])[]) {
  const rib = new LinkStateRib();
  for (const [nlri, ...tlvs] of routes) rib.announce(nlri, tlvs);
  const { nodes, links } = rib.takeChanges() ?? { nodes: [], links: [] };
  return { node: nodes[0] as TopologyNode, link: links[0] as ObservedLink };
}

const linkWith = (...tlvs: readonly Tlv[]): ObservedLink =>
  told([link(1, 2, [from('10.0.0.1')]), ...tlvs]).link;
const nodeWith = (...tlvs: readonly Tlv[]): TopologyNode => told([node(1), ...tlvs]).node;

const label = (value: number): Sid => ({ kind: 'label', value });
const index = (value: number): Sid => ({ kind: 'index', value });
const ranges = (
  kind: 'SrCapabilities' | 'SrLocalBlock',
  ...blocks: readonly (readonly [number, number])[]
): Tlv => ({
  kind,
  flags: 0,
  ranges: blocks.map(([base, size]) => ({ size, first: label(base) })),
});
const SRGB = ranges('SrCapabilities', [16_000, 100], [20_000, 100]);

describe('bandwidth', () => {
  test('is whole bit/s of octets a second', () => {
    expect(
      linkWith(
        { kind: 'MaxLinkBandwidth', bytesPerSecond: 1.25e9 },
        { kind: 'MaxReservableBandwidth', bytesPerSecond: 0.3 },
        { kind: 'ResidualBandwidth', bytesPerSecond: 1 },
        { kind: 'AvailableBandwidth', bytesPerSecond: 2 },
        { kind: 'UtilizedBandwidth', bytesPerSecond: 3 },
      ),
    ).toMatchObject({
      capacity: 10_000_000_000,
      reservable: 2,
      residualBandwidth: 8,
      availableBandwidth: 16,
      utilizedBandwidth: 24,
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 3e38])('of %d is none', (bytesPerSecond) => {
    const values = Array.from({ length: 8 }, (_, at) => (at === 3 ? bytesPerSecond : 1));
    const observed = linkWith(
      { kind: 'MaxLinkBandwidth', bytesPerSecond },
      { kind: 'UnreservedBandwidth', bytesPerSecond: values },
    );
    expect(observed).not.toHaveProperty('capacity');
    expect(observed).not.toHaveProperty('unreserved');
  });

  test('that nobody tells is absent', () => {
    const observed = linkWith();
    for (const field of ['capacity', 'reservable', 'unreserved', 'adminGroups', 'srlgs', 'igpMetric'])
      expect(observed).not.toHaveProperty(field);
  });
});

describe('measured values', () => {
  test('are microseconds and a share of packets', () => {
    expect(
      linkWith(
        { kind: 'LinkDelay', anomalous: true, value: 1500 },
        { kind: 'MinMaxLinkDelay', anomalous: false, minimum: 1400, maximum: 1600 },
        { kind: 'DelayVariation', value: 50 },
        { kind: 'LinkLoss', anomalous: false, value: 1_000_000 },
      ),
    ).toMatchObject({ delay: 1500, minDelay: 1400, maxDelay: 1600, delayVariation: 50, loss: 0.03 });
  });
});

describe('groups and risks', () => {
  test('are bit numbers, above 31 those of the extended groups', () => {
    expect(
      linkWith(
        { kind: 'AdminGroup', value: 0x8000_0001 },
        { kind: 'ExtendedAdminGroup', values: [0x8000_0001, 0, 0x10] },
      ).adminGroups,
    ).toEqual([0, 31, 68]);
  });

  test('take groups 0 to 31 from the plain ones when both are told', () => {
    expect(
      linkWith({ kind: 'AdminGroup', value: 1 }, { kind: 'ExtendedAdminGroup', values: [2, 1] }).adminGroups,
    ).toEqual([0, 32]);
  });

  test('take the extended ones alone, or none', () => {
    expect(linkWith({ kind: 'ExtendedAdminGroup', values: [6] }).adminGroups).toEqual([1, 2]);
    expect(linkWith({ kind: 'AdminGroup', value: 0 }).adminGroups).toEqual([]);
  });

  test('list each SRLG once, ascending', () => {
    expect(linkWith({ kind: 'Srlg', values: [212, 100, 212] }).srlgs).toEqual([100, 212]);
  });
});

describe('attributes of applications', () => {
  const te = (value: number): LeafTlv => ({ kind: 'TeMetric', value, octets: 4 });
  const specific = (first: number | undefined, ...subTlvs: readonly LeafTlv[]): Tlv => ({
    kind: 'ApplicationSpecific',
    standard: first === undefined ? new Uint8Array(0) : Uint8Array.of(first, 0, 0, 0),
    userDefined: new Uint8Array(0),
    subTlvs,
  });
  const [FOR_RSVP, FOR_SR, FOR_LFA] = [specific(0x80, te(1)), specific(0x40, te(2)), specific(0x20, te(3))];

  test.each([
    ['SR policy before all others', [te(9), FOR_LFA, FOR_RSVP, FOR_SR], 2],
    ['RSVP-TE before the link’s own', [te(9), FOR_LFA, FOR_RSVP], 1],
    ['any application before the link’s own', [te(9), FOR_LFA, specific(undefined, te(4))], 4],
    ['the link’s own, but none of other applications', [FOR_LFA, te(9)], 9],
    ['nothing of other applications', [FOR_LFA], undefined],
  ] as readonly (readonly [string, readonly Tlv[], number | undefined])[])('%s', (_name, tlvs, expected) => {
    expect(linkWith(...tlvs).teMetric).toBe(expected);
  });

  test('leave what the application does not say to the link', () => {
    const observed = linkWith(specific(0x40, te(2)), { kind: 'Srlg', values: [7] }, te(1));
    expect(observed).toMatchObject({ teMetric: 2, srlgs: [7] });
  });
});

describe('the adjacency segment', () => {
  const segment = (flags: number, sid: Sid): Tlv => ({ kind: 'AdjacencySid', flags, weight: 0, sid });
  const V_L = 0x30;
  const [F, B, S, P] = [0x80, 0x40, 0x08, 0x04];

  test.each([
    ['not protected before protected', [segment(V_L | B, label(1)), segment(V_L, label(2))], 2],
    ['kept over restarts before not', [segment(V_L, label(1)), segment(V_L | P, label(2))], 2],
    ['of one adjacency before of a set', [segment(V_L | S, label(1)), segment(V_L, label(2))], 2],
    ['for IPv4 before for IPv6', [segment(V_L | F | P, label(1)), segment(V_L | B, label(2))], 2],
    ['the lowest label', [segment(V_L, label(5)), segment(V_L, label(4))], 4],
  ] as readonly (readonly [string, readonly Tlv[], number])[])('is the one %s', (_name, tlvs, expected) => {
    expect(linkWith(...tlvs).adjacencySid).toBe(expected);
    expect(linkWith(...tlvs.toReversed()).adjacencySid).toBe(expected);
  });

  test('has other flags in OSPF', () => {
    const [protectedOne, plain] = [segment(0xe0, label(1)), segment(0x60, label(2))];
    expect(told([link('0a000001', '0a000002', [], OSPF), protectedOne, plain]).link.adjacencySid).toBe(2);
  });

  test('as an index counts through the local block, or the global one', () => {
    const local = told(
      [node(1), SRGB, ranges('SrLocalBlock', [15_000, 10])],
      [link(1, 2, [from('10.0.0.1')]), segment(0x10, index(3))],
    );
    expect(local.link.adjacencySid).toBe(15_003);
    const global = told([node(1), SRGB], [link(1, 2, [from('10.0.0.1')]), segment(0, index(105))]);
    expect(global.link.adjacencySid).toBe(20_005);
  });

  test('follows its node’s blocks', () => {
    const rib = new LinkStateRib();
    rib.announce(link(1, 2, [from('10.0.0.1')]), [segment(0, index(3))]);
    expect(rib.takeChanges()?.links[0]).not.toHaveProperty('adjacencySid');
    rib.announce(node(1), [SRGB]);
    expect(rib.takeChanges()?.links[0]).toMatchObject({ adjacencySid: 16_003 });
    rib.withdraw(node(1));
    expect(rib.takeChanges()?.links[0]).not.toHaveProperty('adjacencySid');
  });

  test('outside of all blocks is none', () => {
    expect(told([node(1), SRGB], [link(1, 2), segment(0, index(200))]).link).not.toHaveProperty(
      'adjacencySid',
    );
  });
});

describe('a node', () => {
  test('is known by its IPv4 router id, and has its IPv6 one beside it', () => {
    const ipv4: Tlv = { kind: 'LocalIpv4RouterId', address: '1.1.1.1' };
    const ipv6: Tlv = { kind: 'LocalIpv6RouterId', address: '2001:db8::1' };
    expect(nodeWith(ipv4, ipv6)).toMatchObject({ routerId: '1.1.1.1', ipv6RouterId: '2001:db8::1' });
    expect(nodeWith(ipv6)).toMatchObject({ routerId: '2001:db8::1' });
    expect(nodeWith(ipv6)).not.toHaveProperty('ipv6RouterId');
    expect(nodeWith()).not.toHaveProperty('routerId');
    expect(told([node('0a000001', OSPF), ipv6]).node).toMatchObject({
      routerId: '10.0.0.1',
      ipv6RouterId: '2001:db8::1',
    });
    expect(told([node('0a000001', { protocol: PROTOCOL.OSPF_V3 }), ipv6]).node.routerId).toBe('2001:db8::1');
  });

  test('is overloaded when one of its protocols says so', () => {
    expect(nodeWith({ kind: 'NodeFlags', value: 0x80 }).overloaded).toBe(true);
    expect(nodeWith({ kind: 'NodeFlags', value: 0x7f })).not.toHaveProperty('overloaded');
    const l1 = node(1, { protocol: PROTOCOL.ISIS_L1 });
    expect(
      told([l1, { kind: 'NodeFlags', value: 0x80 }], [node(1), { kind: 'NodeFlags', value: 0 }]).node
        .overloaded,
    ).toBe(true);
  });

  test('has its areas, label blocks, depth and algorithms', () => {
    expect(
      nodeWith(
        { kind: 'IsisArea', octets: Uint8Array.of(0x49, 0, 1) },
        { kind: 'IsisArea', octets: Uint8Array.of(0x49) },
        SRGB,
        {
          kind: 'NodeMsd',
          depths: [
            { msdType: 2, value: 5 },
            { msdType: 1, value: 10 },
          ],
        },
        { kind: 'SrAlgorithms', values: [128, 0, 1] },
      ),
    ).toEqual({
      id: '0000.0000.0001',
      name: '0000.0000.0001',
      igpAreas: ['isis-l2 49', 'isis-l2 49.0001'],
      labelBlocks: [
        { base: 16_000, size: 100 },
        { base: 20_000, size: 100 },
      ],
      maximumSidDepth: 10,
      algorithms: [0, 1, 128],
    });
  });

  test('defines flexible algorithms', () => {
    const definition = (algorithm: number, ...subTlvs: readonly LeafTlv[]): Tlv => ({
      kind: 'FlexAlgorithmDefinition',
      algorithm,
      metricType: 1,
      calculationType: 0,
      priority: 100,
      subTlvs,
    });
    const { flexAlgorithms } = nodeWith(
      definition(129, { kind: 'FlexUnsupported', octets: Uint8Array.of(2, 7) }),
      definition(
        128,
        { kind: 'FlexExcludeAny', values: [1] },
        { kind: 'FlexIncludeAny', values: [0, 2] },
        { kind: 'FlexIncludeAll', values: [4] },
        { kind: 'FlexExcludeSrlg', values: [100] },
      ),
      definition(127),
    );
    const empty = { excludeAny: [], includeAny: [], includeAll: [], excludeSrlgs: [] };
    expect(flexAlgorithms).toEqual([
      {
        algorithm: 128,
        metricType: 1,
        calculationType: 0,
        priority: 100,
        excludeAny: [0],
        includeAny: [33],
        includeAll: [2],
        excludeSrlgs: [100],
      },
      { algorithm: 129, metricType: 1, calculationType: 0, priority: 100, ...empty, unsupported: true },
    ]);
  });
});

describe('prefixes', () => {
  const ROUTER_ID: Tlv = { kind: 'LocalIpv4RouterId', address: '1.1.1.1' };
  const sid = (flags: number, algorithm: number, value: Sid): Tlv => ({
    kind: 'PrefixSid',
    flags,
    algorithm,
    sid: value,
  });
  const loopback = prefix(1, 32, '01010101');
  const N = 0x40;

  test('have their text, their metric, and zeros behind their length', () => {
    const { node: observed } = told(
      [node(1)],
      [prefix(1, 20, '0a01ff'), { kind: 'PrefixMetric', value: 10 }],
      [prefix(1, 0, '')],
      [prefix(1, 64, '20010db800000001')],
    );
    expect(observed.prefixes).toEqual([
      { prefix: '0.0.0.0/0' },
      { prefix: '10.1.240.0/20', metric: 10 },
      { prefix: '2001:db8:0:1::/64' },
    ]);
  });

  test('of IPv6 in a topology of its own are told, without segments, which lead along that topology', () => {
    const inTopology = (id: number, bits = 64) => {
      const known = prefix(1, bits, '20010db800000001');
      return { ...known, descriptors: [...known.descriptors, topology(id)] };
    };
    const { node: observed } = told(
      [node(1), ROUTER_ID, SRGB],
      [inTopology(2), { kind: 'PrefixMetric', value: 7 }, sid(N, 0, index(1))],
      [inTopology(2, 63), { kind: 'PrefixMetric', value: 9 }],
      [prefix(1, 63, '20010db800000001'), { kind: 'PrefixMetric', value: 8 }],
      [inTopology(4, 62)],
      [{ ...inTopology(2, 20), kind: 'Ipv4Prefix' }],
    );
    expect(observed.prefixes).toEqual([
      { prefix: '2001:db8:0:1::/64', metric: 7 },
      { prefix: '2001:db8::/63', metric: 8 },
    ]);
    expect(observed.prefixSid).toBeUndefined();
  });

  test('have a segment for each algorithm, with its own metric', () => {
    const { node: observed } = told(
      [node(1), ROUTER_ID, SRGB],
      [
        loopback,
        { kind: 'PrefixMetric', value: 10 },
        sid(N, 128, index(120)),
        sid(N, 0, index(1)),
        { kind: 'FlexPrefixMetric', algorithm: 128, flags: 0, metric: 99 },
      ],
    );
    expect(observed.prefixes).toEqual([
      { prefix: '1.1.1.1/32', metric: 10, sid: 16_001 },
      { prefix: '1.1.1.1/32', metric: 99, sid: 20_020, algorithm: 128 },
    ]);
    expect(observed.prefixSid).toBe(16_001);
  });

  test.each([
    ['an index through the second range', sid(N, 0, index(150)), 20_050],
    ['a label', sid(N | 0x0c, 0, label(777)), 777],
    ['an index beyond the ranges', sid(N, 0, index(200)), undefined],
    ['an index of local meaning', sid(N | 0x04, 0, index(1)), undefined],
  ] as const)('lead by %s', (_name, segment, expected) => {
    const { node: observed } = told([node(1), ROUTER_ID, SRGB], [loopback, segment]);
    expect(observed.prefixes?.[0]?.sid).toBe(expected);
    expect(observed.prefixSid).toBe(expected);
  });

  test.each([
    ['the N flag of the segment', [sid(N, 0, index(1))], 16_001],
    [
      'the N flag of the prefix',
      [sid(0, 0, index(1)), { kind: 'PrefixAttributeFlags', octets: Uint8Array.of(0x20) }],
      16_001,
    ],
    ['neither', [sid(0, 0, index(1))], undefined],
    ['R: told on from another level', [sid(N | 0x80, 0, index(1))], undefined],
    ['a flexible algorithm', [sid(N, 128, index(1))], undefined],
  ] as readonly (readonly [string, readonly Tlv[], number | undefined])[])(
    'are the node’s segment in IS-IS by %s',
    (_name, tlvs, expected) => {
      expect(told([node(1), ROUTER_ID, SRGB], [loopback, ...tlvs]).node.prefixSid).toBe(expected);
    },
  );

  test('are the node’s segment in OSPF unless the prefix says otherwise', () => {
    const ospfLoopback = prefix('01010101', 32, '01010101', OSPF);
    const outcome = (...tlvs: readonly Tlv[]) =>
      told([node('01010101', OSPF), SRGB], [ospfLoopback, sid(0, 0, index(1)), ...tlvs]).node.prefixSid;
    expect(outcome()).toBe(16_001);
    expect(outcome({ kind: 'PrefixAttributeFlags', octets: Uint8Array.of(0x40) })).toBe(16_001);
    expect(outcome({ kind: 'PrefixAttributeFlags', octets: Uint8Array.of(0x80) })).toBeUndefined();
  });

  test('of another address are not the node’s segment', () => {
    const { node: observed } = told(
      [node(1), ROUTER_ID, SRGB],
      [prefix(1, 32, '02020202'), sid(N, 0, index(1))],
    );
    expect(observed).not.toHaveProperty('prefixSid');
    expect(observed.prefixes).toEqual([{ prefix: '2.2.2.2/32', sid: 16_001 }]);
  });

  test('wait for their node', () => {
    const rib = new LinkStateRib();
    rib.announce(loopback, []);
    expect(rib.takeChanges()).toBeUndefined();
    rib.announce(node(1), []);
    expect(rib.takeChanges()?.nodes[0]?.prefixes).toEqual([{ prefix: '1.1.1.1/32' }]);
    rib.withdraw(loopback);
    expect(rib.takeChanges()?.nodes[0]).not.toHaveProperty('prefixes');
    rib.withdraw(node(1));
    expect(rib.takeChanges()?.withdrawnNodes).toEqual(['0000.0000.0001']);
  });
});
