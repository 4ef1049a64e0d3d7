import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TopologyDocument } from '../../../../src/app/topology-documents/topology-document.js';
import { writeTopologyDocument } from '../../../../src/app/topology-documents/write-document.js';
import { LinkId, NodeId, SourceName } from '../../../../src/domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../../../src/domain/values/topology.js';
import { cases } from '../../../support/cases.js';
import { taken } from './parsed.js';

const number32 = fc.integer({ min: 0, max: 0xff_ff_ff_ff });
const label = fc.integer({ min: 16, max: 1_048_575 });
const byte = fc.integer({ min: 0, max: 255 });
const delay = fc.integer({ min: 0, max: 0xff_ff_ff });
const bandwidth = fc.oneof(fc.integer({ min: 0, max: 1e15 }), fc.constantFrom(0, 10e9, 100e9, 1));
const name = fc.oneof(
  fc.constantFrom(
    'true',
    '1',
    'null',
    '{',
    '- a',
    'a: b',
    '#',
    '"',
    "'",
    'Zürich',
    '𝄞',
    'cairn',
    '__proto__',
  ),
  fc.stringMatching(/^[A-Za-z0-9é"'#:\\{} -]{1,12}$/).filter((text) => text.trim() === text),
);
const ascending = (max: number): fc.Arbitrary<readonly number[]> =>
  fc.uniqueArray(fc.nat(max), { maxLength: 4 }).map((numbers) => numbers.sort((a, b) => a - b));
const groups = fc.oneof(ascending(31), ascending(2015));
const ipv6 = fc.integer({ min: 1, max: 0xff_ff }).map((group) => `2001:db8::${group.toString(16)}`);
const address = fc.oneof(fc.ipV4(), ipv6);

const bits = fc.nat(128);
const srv6Sids = fc.array(
  fc.record(
    {
      sid: ipv6,
      behavior: fc.integer({ min: 1, max: 0xff_ff }),
      algorithm: byte,
      structure: fc.record({ block: bits, node: bits, function: bits, argument: bits }),
    },
    { requiredKeys: ['sid', 'behavior'] },
  ),
  { maxLength: 2 },
);

const nodeFields = fc.record(
  {
    ipv6RouterId: ipv6,
    asNumber: number32,
    igpAreas: fc.array(fc.constantFrom('isis-l2 49.0001', 'ospfv2 0.0.0.0'), { maxLength: 2 }),
    overloaded: fc.boolean(),
    latitude: fc
      .oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constant(52.37))
      .map((value) => value + 0),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => value + 0),
    prefixSid: label,
    labelBlocks: fc.array(fc.record({ base: label, size: fc.integer({ min: 1, max: 1000 }) }), {
      maxLength: 2,
    }),
    maximumSidDepth: byte,
    algorithms: ascending(255),
    flexAlgorithms: fc.array(
      fc.record({
        algorithm: fc.integer({ min: 128, max: 255 }),
        metricType: byte,
        calculationType: byte,
        priority: byte,
        excludeAny: groups,
        includeAny: groups,
        includeAll: groups,
        excludeSrlgs: ascending(1000),
      }),
      { maxLength: 2 },
    ),
    prefixes: fc.array(
      fc.record(
        {
          prefix: fc.oneof(
            fc.ipV4().map((ip) => `${ip}/32`),
            ipv6.map((ip) => `${ip}/64`),
          ),
          metric: number32,
          sid: label,
          algorithm: byte,
        },
        { requiredKeys: ['prefix'] },
      ),
      { maxLength: 2 },
    ),
    srv6Locators: fc.array(
      fc.record(
        { prefix: ipv6.map((ip) => `${ip}/48`), metric: number32, algorithm: byte },
        { requiredKeys: ['prefix'] },
      ),
      { maxLength: 2 },
    ),
    srv6Sids,
    management: fc.record(
      {
        protocol: fc.constantFrom('netconf', 'gnmi'),
        profile: name,
        address,
        port: fc.integer({ min: 1, max: 65_535 }),
      },
      { requiredKeys: ['protocol', 'profile', 'address'] },
    ),
  },
  { requiredKeys: [] },
);

const linkFields = fc.record(
  {
    sourceAddress: address,
    targetAddress: address,
    sourceInterface: number32,
    targetInterface: number32,
    name,
    igpMetric: delay,
    teMetric: number32,
    delay,
    minDelay: delay,
    maxDelay: delay,
    delayVariation: delay,
    loss: fc.double({ min: 0, max: 1, noNaN: true }),
    unreserved: fc.array(bandwidth, { minLength: 8, maxLength: 8 }),
    residualBandwidth: bandwidth,
    availableBandwidth: bandwidth,
    utilizedBandwidth: bandwidth,
    capacity: bandwidth,
    reservable: bandwidth,
    adminGroups: groups,
    srlgs: ascending(0x7f_ff_ff_ff),
    adjacencySid: label,
    srv6Sids,
    operational: fc.boolean(),
  },
  { requiredKeys: ['capacity', 'reservable', 'adminGroups', 'srlgs', 'operational'] },
);

const routerIdOf = (index: number): fc.Arbitrary<string | undefined> =>
  fc.constantFrom(undefined, `10.0.0.${index}`, `2001:db8:1::${(index + 1).toString(16)}`);

const anyNodes: fc.Arbitrary<readonly TopologyNode[]> = fc
  .tuple(
    fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
    fc.array(fc.tuple(nodeFields, fc.option(name)), { minLength: 5, maxLength: 5 }),
  )
  .chain(([ids, fields]) =>
    fc.tuple(
      ...ids.map((id, index) =>
        routerIdOf(index).map((routerId): TopologyNode => {
          const [attributes, given] = fields[index] ?? [{}, null];
          return {
            id: NodeId(id),
            name: given ?? id,
            ...(routerId !== undefined && { routerId }),
            ...attributes,
          };
        }),
      ),
    ),
  );

/** One direction, or both: with default ids, with ids of their own, or with what differs between them. */
const anyLinks = (nodes: readonly TopologyNode[]): fc.Arbitrary<readonly TopologyLink[]> =>
  fc
    .array(
      fc.tuple(
        fc.nat(nodes.length - 1),
        fc.integer({ min: 1, max: nodes.length - 1 }),
        linkFields,
        fc.constantFrom('one', 'both', 'bothDiffer', 'own'),
        fc.option(label),
      ),
      { maxLength: 8 },
    )
    .map((entries) => {
      const links = new Map<string, TopologyLink>();
      const keep = (link: TopologyLink): void => void (links.has(link.id) || links.set(link.id, link));
      for (const [index, [from, step, fields, kind, sid]] of entries.entries()) {
        const source = nodes[from]?.id ?? NodeId('');
        const target = nodes[(from + step) % nodes.length]?.id ?? NodeId('');
        const suffix = index === 0 ? '' : `-${index + 1}`;
        const id = kind === 'own' ? `link ${index}` : `${source}-${target}${suffix}`;
        keep({ id: LinkId(id), source, target, ...fields });
        if (kind === 'one') continue;
        const {
          sourceAddress,
          targetAddress,
          sourceInterface,
          targetInterface,
          adjacencySid: _,
          ...shared
        } = fields;
        keep({
          id: LinkId(`${target}-${source}${suffix}`),
          source: target,
          target: source,
          ...(targetAddress !== undefined && { sourceAddress: targetAddress }),
          ...(sourceAddress !== undefined && { targetAddress: sourceAddress }),
          ...(targetInterface !== undefined && { sourceInterface: targetInterface }),
          ...(sourceInterface !== undefined && { targetInterface: sourceInterface }),
          ...(sid !== null && { adjacencySid: sid }),
          ...shared,
          ...(kind === 'bothDiffer' && { capacity: shared.capacity + 1 > 1e15 ? 0 : shared.capacity + 1 }),
        });
      }
      return [...links.values()];
    });

const anyTopology = anyNodes.chain((nodes) =>
  fc.record({ nodes: fc.constant(nodes), links: anyLinks(nodes), name }),
);

const sorted = ({ nodes, links }: Pick<TopologyDocument, 'nodes' | 'links'>) => ({
  nodes: Object.fromEntries(nodes.map((node) => [`node ${node.id}`, node])),
  links: Object.fromEntries(links.map((link) => [`link ${link.id}`, link])),
});

function writtenAs(format: string, topology: Parameters<typeof writeTopologyDocument>[1]): string {
  const text = writeTopologyDocument(format, topology);
  if (!text.ok) throw new Error(text.error.message);
  return text.value;
}

describe.each(['CAIRN', 'RFC8345'])('%s', (format) => {
  test('written and read again, every topology is the same', () => {
    fc.assert(
      fc.property(anyTopology, (topology) => {
        const again = taken(writtenAs(format, topology));
        expect(again.source).toBe(topology.name);
        expect(sorted(again)).toEqual(sorted(topology));
      }),
      { numRuns: cases(300) },
    );
  });
});

const BOTH_WAYS = taken(`cairn: topology/1
name: lab
nodes: [{id: A, routerId: 10.0.0.1, latitude: 52.37, longitude: 4.9}, {id: B, name: Bern}]
links:
  - {from: A, to: B, fromAddress: 192.0.2.1, toAddress: 192.0.2.2, capacity: 10e9, adjacencySid: 24001, reverseAdjacencySid: 24002}
  - {from: A, to: B, capacity: 10e9, oneWay: true}
`);

test('a Cairn document has one line for a node and one for both directions of a link', () => {
  expect(
    writtenAs('CAIRN', { name: 'lab', nodes: BOTH_WAYS.nodes, links: BOTH_WAYS.links }),
  ).toBe(`cairn: topology/1
name: lab
nodes:
  - { id: A, routerId: 10.0.0.1, latitude: 52.37, longitude: 4.9 }
  - { id: B, name: Bern }
links:
  - { from: A, to: B, fromAddress: 192.0.2.1, toAddress: 192.0.2.2, adjacencySid: 24001, capacity: 10000000000, reverseAdjacencySid: 24002 }
  - { from: A, to: B, oneWay: true, capacity: 10000000000 }
`);
});

test('RFC 8345 data stands in the standard places as far as there are any', () => {
  const { nodes, links } = BOTH_WAYS;
  const document: unknown = JSON.parse(
    writtenAs('RFC8345', { name: 'lab', nodes, links: links.slice(0, 1) }),
  );
  expect(document).toEqual({
    'ietf-network:networks': {
      network: [
        {
          'network-id': 'lab',
          'network-types': { 'ietf-te-topology:te-topology': {} },
          node: [
            {
              'node-id': 'A',
              'ietf-te-topology:te-node-id': '10.0.0.1',
              'ietf-te-topology:te': { geolocation: { latitude: '52.37000000', longitude: '4.90000000' } },
              'ietf-network-topology:termination-point': [
                { 'tp-id': '192.0.2.1', 'ietf-te-topology:te-tp-id': '192.0.2.1' },
              ],
            },
            {
              'node-id': 'B',
              'cairn-topology:attributes': { name: 'Bern' },
              'ietf-network-topology:termination-point': [
                { 'tp-id': '192.0.2.2', 'ietf-te-topology:te-tp-id': '192.0.2.2' },
              ],
            },
          ],
          'ietf-network-topology:link': [
            {
              'link-id': 'A-B',
              source: { 'source-node': 'A', 'source-tp': '192.0.2.1' },
              destination: { 'dest-node': 'B', 'dest-tp': '192.0.2.2' },
              'ietf-te-topology:te': {
                'te-link-attributes': {
                  'max-link-bandwidth': { 'te-bandwidth': { generic: '0x1.2a05f2p30' } },
                  'max-resv-link-bandwidth': { 'te-bandwidth': { generic: '0x1.2a05f2p30' } },
                },
                'oper-status': 'up',
              },
              'cairn-topology:attributes': { adjacencySid: 24001 },
            },
          ],
        },
      ],
    },
  });
});

test('a node that only links name is written too', () => {
  const text = writtenAs('CAIRN', {
    name: 'lab',
    nodes: BOTH_WAYS.nodes.slice(0, 1),
    links: BOTH_WAYS.links,
  });
  expect(taken(text).nodes.map(({ id }) => id)).toEqual(['A', 'B']);
});

test('a network too large for YAML is written as JSON', () => {
  const nodes = Array.from({ length: 40_000 }, (_, index) => ({
    id: NodeId(`n${index}`),
    name: 'x'.repeat(200),
  }));
  const text = writtenAs('CAIRN', { name: 'large', nodes, links: [] });
  expect(text.startsWith('{')).toBe(true);
  expect(taken(text)).toMatchObject({ source: SourceName('large') });
});

test('other formats and bad names are refused', () => {
  expect(writeTopologyDocument('GRAPHML', { name: 'n', nodes: [], links: [] })).toMatchObject({
    error: {
      code: 'NOT_SUPPORTED',
      message: "a topology can't be written as GRAPHML; written: CAIRN, RFC8345",
    },
  });
  expect(writeTopologyDocument('CAIRN', { name: ' ', nodes: [], links: [] })).toMatchObject({
    error: { code: 'INVALID_INPUT' },
  });
});
