import { describe, expect, test } from '@jest/globals';
import { refusal, taken } from './parsed.js';

type Fields = Readonly<Record<string, unknown>>;

const TE = 'ietf-te-topology:te';
const bandwidth = (generic: string): Fields => ({ 'te-bandwidth': { generic } });
const link = (id: string, from: string, to: string, te?: Fields, more: Fields = {}): Fields => ({
  'link-id': id,
  source: { 'source-node': from },
  destination: { 'dest-node': to },
  ...(te !== undefined && { [TE]: te }),
  ...more,
});
const network = (nodes: readonly Fields[], links: readonly Fields[] = [], more: Fields = {}): Fields => ({
  'network-id': 'lab',
  'network-types': { 'ietf-te-topology:te-topology': {} },
  node: nodes,
  'ietf-network-topology:link': links,
  ...more,
});
const written = (...networks: readonly Fields[]): string =>
  JSON.stringify({ 'ietf-network:networks': { network: networks } });
const A: Fields = { 'node-id': 'A' };
const B: Fields = { 'node-id': 'B' };

describe('what is read', () => {
  test('nodes with TE node ids, names and places', () => {
    const { source, nodes } = taken(
      written(
        network([
          {
            'node-id': 'A',
            'ietf-te-topology:te-node-id': '10.0.0.1',
            [TE]: {
              'te-node-attributes': { name: 'Amsterdam' },
              geolocation: { latitude: '52.37000000', longitude: '4.9' },
            },
          },
          B,
        ]),
      ),
    );
    expect(source).toBe('lab');
    expect(nodes).toEqual([
      { id: 'A', name: 'Amsterdam', routerId: '10.0.0.1', latitude: 52.37, longitude: 4.9 },
      { id: 'B', name: 'B' },
    ]);
  });

  test('links with every TE attribute that Cairn knows', () => {
    const attributes = {
      name: 'core',
      'admin-status': 'up',
      'administrative-group': '00:00:01:01',
      'max-link-bandwidth': bandwidth('0x1.2a05f2p30'),
      'max-resv-link-bandwidth': bandwidth('625000000'),
      'unreserved-bandwidth': [{ priority: 7, ...bandwidth('1000') }],
      'te-default-metric': 20,
      'te-delay-metric': 1500,
      'te-igp-metric': 10,
      'te-srlgs': { value: [7, 3] },
      'link-index': '99',
    };
    const points = (id: string, point: unknown): Fields => ({
      'node-id': id,
      'ietf-network-topology:termination-point': [{ 'tp-id': 'eth0', 'ietf-te-topology:te-tp-id': point }],
    });
    const entry = {
      ...link('A-B', 'A', 'B', { 'te-link-attributes': attributes, 'oper-status': 'down' }),
      source: { 'source-node': 'A', 'source-tp': 'eth0' },
      destination: { 'dest-node': 'B', 'dest-tp': 'eth0' },
    };
    const { links, warnings } = taken(written(network([points('A', '192.0.2.1'), points('B', 42)], [entry])));
    expect(links).toEqual([
      {
        id: 'A-B',
        source: 'A',
        target: 'B',
        sourceAddress: '192.0.2.1',
        targetInterface: 42,
        name: 'core',
        igpMetric: 10,
        teMetric: 20,
        delay: 1500,
        capacity: 10_000_000_000,
        reservable: 5_000_000_000,
        unreserved: [0, 0, 0, 0, 0, 0, 0, 8000],
        adminGroups: [0, 8],
        srlgs: [3, 7],
        operational: false,
      },
    ]);
    expect(warnings).toEqual([]);
  });

  test('the example of RFC 8345: links without TE have no capacity, with a warning', () => {
    const points = ['1-0-1', '1-2-1'].map((id) => ({ 'tp-id': id }));
    const node = { 'node-id': 'D1', 'ietf-network-topology:termination-point': points };
    const entry = {
      'link-id': 'D1,1-2-1,D2,2-1-1',
      source: { 'source-node': 'D1', 'source-tp': '1-2-1' },
      destination: { 'dest-node': 'D2', 'dest-tp': '2-1-1' },
    };
    const { nodes, links, warnings } = taken(
      written(network([node, { 'node-id': 'D2' }], [entry], { 'network-types': {}, 'network-id': 'otn-hc' })),
    );
    expect(nodes.map(({ id }) => id)).toEqual(['D1', 'D2']);
    expect(links).toMatchObject([{ id: 'D1,1-2-1,D2,2-1-1', source: 'D1', target: 'D2', capacity: 0 }]);
    expect(warnings).toEqual([
      '1 link (D1,1-2-1,D2,2-1-1): no capacity given, taken as 0: no LSP with bandwidth fits',
    ]);
  });

  test('names with and without their module, and data within a datastore', () => {
    const plain = {
      'network-id': 'lab',
      node: [{ ...A, 'te-node-id': '10.0.0.1' }, B],
      link: [link('x', 'A', 'B')],
    };
    const { nodes, links } = taken(
      JSON.stringify({
        'ietf-restconf:data': { 'ietf-network:networks': { 'ietf-network:network': [plain] } },
      }),
    );
    expect(nodes[0]?.routerId).toBe('10.0.0.1');
    expect(links).toHaveLength(1);
  });

  test('what cairn-topology says counts before the rest', () => {
    const node = {
      ...A,
      'ietf-te-topology:te-node-id': '10.0.0.1',
      'cairn-topology:attributes': { prefixSid: 16001, name: 'a' },
    };
    const te = { 'te-link-attributes': { 'max-link-bandwidth': bandwidth('0x1p10') } };
    const entry = link('x', 'A', 'B', te, { 'cairn-topology:attributes': { capacity: 8191, loss: 0.01 } });
    const { nodes, links } = taken(written(network([node, B], [entry])));
    expect(nodes[0]).toEqual({ id: 'A', name: 'a', routerId: '10.0.0.1', prefixSid: 16001 });
    expect(links[0]).toMatchObject({ capacity: 8191, loss: 0.01 });
  });

  test('members of other models are passed over', () => {
    const node = {
      ...A,
      'ietf-l3-unicast-topology:l3-node-attributes': { flag: ['x'] },
      'supporting-node': [],
    };
    expect(taken(written(network([node]))).nodes).toEqual([{ id: 'A', name: 'A' }]);
  });

  test('links that join nothing are left out, with a warning', () => {
    const half = { 'link-id': 'half', source: { 'source-node': 'A' } };
    const { links, warnings } = taken(written(network([A], [half, link('self', 'A', 'A')])));
    expect(links).toEqual([]);
    expect(warnings).toEqual([
      '1 link (half): an end is not given, left out',
      '1 link (self): joins a node with itself, left out',
    ]);
  });

  test('of several networks the one that is named, else the only one with TE', () => {
    const other = network([B], [], { 'network-id': 'underlay', 'network-types': {} });
    expect(taken(written(other, network([A]))).source).toBe('lab');
    expect(taken(written(other, network([A])), undefined, 'underlay').source).toBe('underlay');
    expect(taken(written(other), undefined, 'file').source).toBe('underlay');
  });
});

describe('what is refused', () => {
  const te = (attributes: Fields, more: Fields = {}): string =>
    written(network([A, B], [link('x', 'A', 'B', { 'te-link-attributes': attributes, ...more })]));
  const bad: readonly (readonly [string, string, string])[] = [
    ['text that is no document', '{"ietf-network:networks": ', 'line 1: not valid YAML'],
    [
      'no network',
      '{"ietf-network:networks": {}}',
      '["ietf-network:networks"], line 1: there is no network (allowed: ietf-network:networks with a network)',
    ],
    [
      'networks that are no list',
      '{"ietf-network:networks": {"network": {}}}',
      'network, line 1: a mapping instead of a list',
    ],
    [
      'several networks of which none is meant',
      written(network([A]), network([B], [], { 'network-id': 'two' })),
      '2 networks (allowed: one of lab, two, given as name)',
    ],
    [
      'a network without an id',
      '{"ietf-network:networks": {"network": [{"node": []}]}}',
      'network[0], line 1: network-id is missing',
    ],
    ['a node without an id', written(network([{}])), 'node[0], line 1: node-id is missing'],
    [
      'a node id that is no text',
      written(network([{ 'node-id': 7 }])),
      'node[0].node-id, line 1: 7 is not text',
    ],
    [
      'a repeated node',
      written(network([A, A])),
      'node[1].node-id, line 1: "A" is used already (allowed: each id once)',
    ],
    [
      'a repeated router id',
      written(
        network([
          { ...A, 'te-node-id': '10.0.0.1' },
          { ...B, 'te-node-id': '10.0.0.1' },
        ]),
      ),
      'node[1].te-node-id, line 1: 10.0.0.1 is already the router id of A (allowed: each once)',
    ],
    [
      'a TE node id that is no address',
      written(network([{ ...A, 'te-node-id': 'A' }])),
      'node[0].te-node-id, line 1: "A" is not an address (allowed: an IPv4 or IPv6 address)',
    ],
    [
      'a place that is not on earth',
      written(network([{ ...A, [TE]: { geolocation: { latitude: '91' } } }])),
      'geolocation.latitude, line 1: 91 is too large (allowed: a number from -90 to 90',
    ],
    [
      'a termination point without an id',
      written(network([{ ...A, 'termination-point': [{}] }])),
      'termination-point[0], line 1: tp-id is missing',
    ],
    [
      'a te-tp-id that is neither address nor number',
      written(
        network([{ ...A, 'termination-point': [{ 'tp-id': 'x', 'ietf-te-topology:te-tp-id': 'eth0' }] }]),
      ),
      '"eth0" is not a number (allowed: a number from 0 to 4294967295)',
    ],
    [
      'a link without an id',
      written(network([A, B], [{ source: { 'source-node': 'A' }, destination: { 'dest-node': 'B' } }])),
      'link-id is missing',
    ],
    [
      'a repeated link',
      written(network([A, B], [link('x', 'A', 'B'), link('x', 'B', 'A')])),
      '[1].link-id, line 1: "x" is used already (allowed: each id once)',
    ],
    [
      'a link to a missing node',
      written(network([A], [link('x', 'A', 'Z')])),
      '[0].destination.dest-node, line 1: no node has the id "Z" (allowed: the id of a node of this network)',
    ],
    [
      'a bandwidth that is a list',
      te({ 'max-link-bandwidth': bandwidth('0,2') }),
      'generic, line 1: "0,2" is not a bandwidth (allowed: bytes per second, such as 0x1.2a05f2p30 (RFC 8294))',
    ],
    [
      'a bandwidth beyond all links',
      te({ 'max-link-bandwidth': bandwidth('0x1p100') }),
      'generic, line 1: 1.0141204801825835e+31 is too large (allowed: a number from 0',
    ],
    [
      'groups that are no hex-string',
      te({ 'administrative-group': '9' }),
      'administrative-group, line 1: "9" is not a hex-string (allowed: bytes such as 00:00:00:09, at most 252)',
    ],
    [
      'a group beyond those of a sub-TLV',
      te({ 'administrative-group': `01${':00'.repeat(252)}` }),
      'administrative-group, line 1: 2016 is too large (allowed: bytes',
    ],
    [
      'a metric that is not whole',
      te({ 'te-default-metric': 1.5 }),
      'te-default-metric, line 1: 1.5 is not a whole number',
    ],
    [
      'a metric that is too large',
      te({ 'te-igp-metric': 16777216 }),
      'te-igp-metric, line 1: 16777216 is too large (allowed: a number from 0 to 16777215)',
    ],
    [
      'a priority beyond 7',
      te({ 'unreserved-bandwidth': [{ priority: 8, ...bandwidth('1') }] }),
      'priority, line 1: 8 is too large (allowed: a number from 0 to 7',
    ],
    [
      'a status that is not known',
      te({}, { 'oper-status': 'sleeping' }),
      'oper-status, line 1: "sleeping" is not known (allowed: up, down,',
    ],
    [
      'an SRLG that is no number',
      te({ 'te-srlgs': { value: ['x'] } }),
      'value[0], line 1: "x" is not a number',
    ],
    [
      'an unknown key of cairn-topology',
      written(network([{ ...A, 'cairn-topology:attributes': { prefixSID: 1 } }])),
      '["cairn-topology:attributes"].prefixSID, line 1: unknown key; did you mean prefixSid? (allowed: keys name,',
    ],
    [
      'an id in cairn-topology',
      written(
        network([A, B], [link('x', 'A', 'B', undefined, { 'cairn-topology:attributes': { id: 'y' } })]),
      ),
      'attributes"].id, line 1: unknown key',
    ],
  ];
  test.each(bad)('%s', (_, text, problem) => {
    expect(refusal(text, 'RFC8345')).toContain(problem);
  });
});
