import { describe, expect, test } from '@jest/globals';
import { parseCairnDocument } from '../../../../src/app/topology-documents/cairn-document.js';
import {
  describeDocumentError,
  describeUnknownFormat,
  isTopologyFormat,
  type TopologyDocument,
} from '../../../../src/app/topology-documents/topology-document.js';

/** The example of the public contract. */
const REFERENCE = `cairn: topology/1
name: reference-1
nodes:
  - id: A
    name: Amsterdam
    routerId: 10.0.0.1
    latitude: 52.37
    longitude: 4.90
    prefixSid: 16001
    management: { protocol: netconf, profile: openconfig-static-lsp, address: 192.0.2.1, port: 830 }
  - id: C
links:
  - from: A
    to: C
    fromAddress: 10.1.3.1
    toAddress: 10.1.3.2
    igpMetric: 1
    teMetric: 2
    delay: 2500
    capacity: 10e9
    adminGroups: [3, 0]
    srlgs: [101]
    adjacencySid: 24001
    reverseAdjacencySid: 24002
`;

function parsed(text: string): TopologyDocument {
  const document = parseCairnDocument(text);
  if (!document.ok) throw new Error(describeDocumentError(document.error));
  return document.value;
}

const withLinks = (...links: readonly string[]): string =>
  `cairn: topology/1\nname: n\nnodes: [{id: A}, {id: B}, {id: C}]\nlinks:\n${links.map((link) => `  - {${link}}\n`).join('')}`;
const withNode = (fields: string): string => `cairn: topology/1\nname: n\nnodes:\n  - {${fields}}\n`;
const linkIds = (...links: readonly string[]): string[] =>
  parsed(withLinks(...links.map((link) => `capacity: 1, ${link}`))).links.map(({ id }) => id);

describe('what a document says', () => {
  test('the reference document gives its nodes and both directions of its link', () => {
    const shared = {
      igpMetric: 1,
      teMetric: 2,
      delay: 2500,
      capacity: 10_000_000_000,
      reservable: 10_000_000_000,
      adminGroups: [0, 3],
      srlgs: [101],
      operational: true,
    };
    expect(parsed(REFERENCE)).toEqual({
      source: 'reference-1',
      nodes: [
        {
          id: 'A',
          name: 'Amsterdam',
          routerId: '10.0.0.1',
          latitude: 52.37,
          longitude: 4.9,
          prefixSid: 16001,
          management: {
            protocol: 'netconf',
            profile: 'openconfig-static-lsp',
            address: '192.0.2.1',
            port: 830,
          },
        },
        { id: 'C', name: 'C' },
      ],
      links: [
        {
          id: 'A-C',
          source: 'A',
          target: 'C',
          sourceAddress: '10.1.3.1',
          targetAddress: '10.1.3.2',
          adjacencySid: 24001,
          ...shared,
        },
        {
          id: 'C-A',
          source: 'C',
          target: 'A',
          sourceAddress: '10.1.3.2',
          targetAddress: '10.1.3.1',
          adjacencySid: 24002,
          ...shared,
        },
      ],
      warnings: [],
    });
  });

  test('the same document as JSON says the same', () => {
    const json = JSON.stringify({
      cairn: 'topology/1',
      name: 'n',
      nodes: [{ id: 'A' }, { id: 'B' }],
      links: [{ from: 'A', to: 'B', capacity: 1e9 }],
    });
    const yaml =
      'cairn: topology/1\nname: n\nnodes:\n- id: A\n- id: B\nlinks:\n- from: A\n  to: B\n  capacity: 1e9\n';
    expect(parsed(json)).toEqual(parsed(yaml));
  });

  test('absent fields are absent, not undefined', () => {
    const { nodes, links } = parsed(withLinks('from: A, to: B, capacity: 1'));
    expect(Object.keys(nodes[0] ?? {})).toEqual(['id', 'name']);
    expect(Object.keys(links[0] ?? {}).sort()).toEqual([
      'adminGroups',
      'capacity',
      'id',
      'operational',
      'reservable',
      'source',
      'srlgs',
      'target',
    ]);
  });

  test('oneWay gives one direction, operational: false a link that is down', () => {
    const { links } = parsed(withLinks('from: A, to: B, capacity: 1, oneWay: true, operational: false'));
    expect(links.map(({ id, operational }) => [id, operational])).toEqual([['A-B', false]]);
  });

  test('reservable may differ from the capacity in either direction', () => {
    const { links } = parsed(
      withLinks(
        'from: A, to: B, capacity: 10, reservable: 25',
        'from: B, to: C, capacity: 10, reservable: 0',
      ),
    );
    expect(links.map(({ reservable }) => reservable)).toEqual([25, 25, 0, 0]);
  });

  test('bandwidth is rounded to whole bit/s and delay to whole microseconds', () => {
    const { links } = parsed(withLinks('from: A, to: B, capacity: 1234567.6, delay: 12.5'));
    expect(links[0]).toMatchObject({ capacity: 1_234_568, reservable: 1_234_568, delay: 13 });
  });

  test('addresses become canonical and lists of groups sorted sets', () => {
    const { nodes } = parsed(withNode('id: A, routerId: "2001:DB8:0:0::1"'));
    expect(nodes[0]?.routerId).toBe('2001:db8::1');
    const { links } = parsed(
      withLinks('from: A, to: B, capacity: 1, fromAddress: "FE80::0:1", srlgs: [7, 3, 7, 10]'),
    );
    expect(links[0]).toMatchObject({ sourceAddress: 'fe80::1', srlgs: [3, 7, 10] });
  });

  test('YAML anchors and aliases are followed', () => {
    const text = `cairn: topology/1
name: n
nodes: [{id: A}, {id: B}]
links:
  - {from: A, to: B, capacity: &c 5, adminGroups: &g [1, 2]}
  - {from: A, to: B, capacity: *c, adminGroups: *g}
`;
    expect(parsed(text).links[2]).toMatchObject({ id: 'A-B-2', capacity: 5, adminGroups: [1, 2] });
  });

  test('links may be absent', () => expect(parsed(withNode('id: A')).links).toEqual([]));
});

describe('link ids', () => {
  test('parallel links are numbered, both directions alike, whichever end is written first', () => {
    expect(linkIds('from: A, to: B', 'from: B, to: A', 'from: A, to: B')).toEqual([
      'A-B',
      'B-A',
      'B-A-2',
      'A-B-2',
      'A-B-3',
      'B-A-3',
    ]);
  });

  test('two one-way links against each other are one pair', () => {
    expect(linkIds('from: A, to: B, oneWay: true', 'from: B, to: A, oneWay: true')).toEqual(['A-B', 'B-A']);
  });

  test('an own id names the written direction and leaves the ids of other links alone', () => {
    expect(linkIds('from: A, to: B, id: east', 'from: A, to: B')).toEqual(['east', 'B-A', 'A-B-2', 'B-A-2']);
  });

  test('an id may be given that is the default', () => {
    expect(linkIds('from: A, to: C, id: A-C')).toEqual(['A-C', 'C-A']);
  });
});

describe('warnings', () => {
  test('a link without capacity is taken with 0', () => {
    const { links, warnings } = parsed(withLinks('from: A, to: B'));
    expect(links[0]).toMatchObject({ capacity: 0, reservable: 0 });
    expect(warnings).toEqual([expect.stringContaining('links[0] (A-B): no capacity given')]);
  });

  test('an address or prefix SID of two nodes', () => {
    const text = `cairn: topology/1
name: n
nodes: [{id: A, routerId: 10.0.0.1, prefixSid: 16001}, {id: B, prefixSid: 16001}]
links: [{from: A, to: B, capacity: 1, fromAddress: 10.0.0.1, toAddress: 10.0.0.1}]
`;
    expect(parsed(text).warnings).toEqual([
      'prefixSid 16001 belongs to several nodes: A, B',
      'address 10.0.0.1 belongs to several nodes: A, B',
    ]);
  });

  test('an unnumbered link that borrows the router id of its node is in order', () => {
    const text =
      withNode('id: A, routerId: 10.0.0.1}\n  - {id: B') +
      'links: [{from: A, to: B, capacity: 1, fromAddress: 10.0.0.1}]\n';
    expect(parsed(text).warnings).toEqual([]);
  });

  test('only the first are listed', () => {
    const { warnings } = parsed(withLinks(...Array.from({ length: 60 }, () => 'from: A, to: B')));
    expect(warnings).toHaveLength(51);
    expect(warnings[50]).toBe('and 10 more warnings');
  });
});

test('a format that is not known is answered with those that are', () => {
  expect(isTopologyFormat('CAIRN')).toBe(true);
  expect(isTopologyFormat('GIF')).toBe(false);
  expect(describeUnknownFormat('GIF')).toBe(
    'format GIF is not known; known: CAIRN, SNDLIB_XML, SNDLIB_NATIVE, GRAPHML, REPETITA, RFC8345',
  );
});
