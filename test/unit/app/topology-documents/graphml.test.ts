import { describe, expect, test } from '@jest/globals';
import { refusal, taken } from './parsed.js';

const KEYS = [
  ['n', 'Network', 'graph'],
  ['l', 'label', 'node'],
  ['a', 'Latitude', 'node'],
  ['o', 'Longitude', 'node'],
  ['h', 'hyperedge', 'node'],
  ['r', 'LinkSpeedRaw', 'edge'],
  ['s', 'LinkSpeed', 'edge'],
  ['u', 'LinkSpeedUnits', 'edge'],
  ['t', 'LinkLabel', 'edge'],
]
  .map(([id, name, domain]) => `<key id="${id}" attr.name="${name}" for="${domain}"/>`)
  .join('');
const data = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `<data key="${key}">${value}</data>`)
    .join('');
const node = (id: string, fields: Readonly<Record<string, string>> = {}): string =>
  `<node id="${id}">${data(fields)}</node>`;
const edge = (from: string, to: string, fields: Readonly<Record<string, string>> = {}): string =>
  `<edge source="${from}" target="${to}">${data(fields)}</edge>`;
/** The keys stand on line 1, each part on a line of its own from line 3 on. */
const graph = (parts: readonly string[], edgeDefault = 'undirected'): string =>
  `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${KEYS}\n<graph edgedefault="${edgeDefault}">\n${['<data key="n">net</data>', ...parts].join('\n')}\n</graph></graphml>`;
const PARIS = { l: 'Paris', a: '48.8566', o: '2.3522' };
const LONDON = { l: 'London', a: '51.5074', o: '-0.1278' };

describe('nodes', () => {
  test('have the ids of the document, its labels as names, and their coordinates', () => {
    const { source, nodes } = taken(graph([node('0', PARIS), node('1', { l: ' New\n York ' }), node('2')]));
    expect(source).toBe('net');
    expect(nodes).toEqual([
      { id: '0', name: 'Paris', latitude: 48.8566, longitude: 2.3522 },
      { id: '1', name: 'New York' },
      { id: '2', name: '2' },
    ]);
  });

  test('of the same name get numbers, in the order of the document', () => {
    const { nodes, warnings } = taken(
      graph(['A', 'A (2)', 'A', 'A'].map((name, index) => node(`${index}`, { l: name }))),
    );
    expect(nodes.map(({ name }) => name)).toEqual(['A', 'A (2)', 'A (3)', 'A (4)']);
    expect(warnings).toContain('2 nodes (first: 2: A (3)): the name is used already, a number is added');
  });

  test('that stand for a shared medium stay nodes, with a warning', () => {
    const { nodes, warnings } = taken(graph([node('0', { h: '1' })]));
    expect(nodes).toHaveLength(1);
    expect(warnings).toContain('1 node (0): stands for a shared medium, taken as a node');
  });

  test('take the default of a key', () => {
    const text = graph([node('0')]).replace(
      'attr.name="label" for="node"/>',
      'attr.name="label" for="node"><default>Anon</default></key>',
    );
    expect(taken(text).nodes[0]?.name).toBe('Anon');
  });
});

describe('links', () => {
  test.each<readonly [Readonly<Record<string, string>>, number, string | undefined]>([
    [{ r: '2500000000.0', s: '1', u: 'G', t: '10 Gbps' }, 2.5e9, undefined],
    [{ s: '155', u: 'M', t: '10 Gbps' }, 155e6, undefined],
    [{ t: 'OC-192c' }, 9_953_280_000, '1 link (0-1: OC-192c): capacity taken from the label'],
    [{ t: '10-34 Mb/s' }, 10e9, '1 link (0-1): no capacity given, taken as 10 Gbit/s'],
    [{ s: '4', u: 'lambda' }, 10e9, '1 link (0-1): no capacity given, taken as 10 Gbit/s'],
    [{}, 10e9, '1 link (0-1): no capacity given, taken as 10 Gbit/s'],
  ])('with %j have a capacity', (fields, capacity, warning) => {
    const { links, warnings } = taken(graph([node('0', PARIS), node('1', LONDON), edge('0', '1', fields)]));
    expect(links.map((link) => link.capacity)).toEqual([capacity, capacity]);
    expect(links[0]?.reservable).toBe(capacity);
    expect(warnings.filter((text) => text.includes('capacity'))).toEqual(
      warning === undefined ? [] : [warning],
    );
  });

  test('are as long as the way between their ends, where both have coordinates', () => {
    const { links, warnings } = taken(
      graph([node('0', PARIS), node('1', LONDON), node('2'), edge('0', '1'), edge('1', '2')]),
    );
    // 343.6 km from Paris to London.
    expect(links.map(({ id, delay }) => [id, delay])).toEqual([
      ['0-1', 1718],
      ['1-0', 1718],
      ['1-2', undefined],
      ['2-1', undefined],
    ]);
    expect(warnings).toEqual(
      expect.arrayContaining([
        'the document has no delays: taken from the coordinates, as the length of the great circle at 5 us/km',
        '1 link (1-2): no delay: an end has no coordinates',
      ]),
    );
  });

  test('are one direction when they are directed', () => {
    const two = [node('0'), node('1')];
    expect(taken(graph([...two, edge('0', '1')], 'directed')).links.map(({ id }) => id)).toEqual(['0-1']);
    const mixed = [...two, '<edge source="0" target="1" directed="true"/>', '<edge source="1" target="0"/>'];
    expect(taken(graph(mixed)).links.map(({ id }) => id)).toEqual(['0-1', '1-0-2', '0-1-2']);
  });

  test('have ids that never meet', () => {
    const nodes = ['A', 'B', 'B-2'].map((id) => node(id));
    const { links } = taken(graph([...nodes, edge('A', 'B'), edge('A', 'B'), edge('A', 'B-2')], 'directed'));
    expect(links.map(({ id }) => id)).toEqual(['A-B', 'A-B-2', 'A-B-2~2']);
  });

  test('of a node with itself are left out, with a warning', () => {
    const { links, warnings } = taken(graph([node('0'), edge('0', '0')]));
    expect(links).toEqual([]);
    expect(warnings).toContain('1 link (0): joins a node with itself, left out');
  });

  test('that join more than two nodes become a node in the middle', () => {
    const hyperedge = '<hyperedge id="lan"><endpoint node="0"/><endpoint node="1"/></hyperedge>';
    const { nodes, links } = taken(graph([node('0'), node('1'), hyperedge]));
    expect(nodes.map(({ id }) => id)).toEqual(['0', '1', 'hyperedge lan']);
    expect(links.map(({ source, target }) => `${source}>${target}`)).toEqual([
      'hyperedge lan>0',
      '0>hyperedge lan',
      'hyperedge lan>1',
      '1>hyperedge lan',
    ]);
  });
});

test('a network in parts is taken with a warning', () => {
  const { warnings } = taken(graph(['0', '1', '2', '3'].map((id) => node(id)).concat(edge('0', '1'))));
  expect(warnings).toContain('the network falls into 3 parts without a link between them');
});

test('the network is named by the document, else by its name beside it', () => {
  const unnamed = graph([]).replace('<data key="n">net</data>', '<data key="n"> </data>');
  expect(taken(graph([]), 'GRAPHML', 'file').source).toBe('net');
  expect(taken(unnamed, 'GRAPHML', 'file').source).toBe('file');
});

describe('what is refused', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['another root', '<graph/>', 'graphml, line 1: the document is a "graph" (allowed: graphml)'],
    ['no graph', '<graphml/>', 'graphml, line 1: 0 elements graph (allowed: exactly one)'],
    [
      'two graphs',
      '<graphml><graph edgedefault="directed"/><graph/></graphml>',
      '2 elements graph (allowed: exactly one)',
    ],
    [
      'a graph that does not say what edges are',
      graph([], 'mixed'),
      'graph.edgedefault, line 2: "mixed" is not known (allowed: directed, undirected)',
    ],
    ['a node without an id', graph(['<node/>']), 'node[0], line 4: the attribute id is missing'],
    [
      'a node id of spaces',
      graph([node(' ')]),
      'node[0], line 4: " " can\'t be the id of a node (allowed: text of 1 to 255',
    ],
    [
      'a repeated node id',
      graph([node('0'), node('0')]),
      'node[1], line 5: the node id "0" is used already (allowed: each id once)',
    ],
    [
      'a latitude beyond the poles',
      graph([node('0', { a: '90.1', o: '0' })]),
      'node[0].latitude, line 4: 90.1 is too large (allowed: a number from -90 to 90',
    ],
    [
      'a longitude that is no number',
      graph([node('0', { a: '1', o: 'E' })]),
      'node[0].longitude, line 4: "E" is not a number (allowed: a number from -180 to 180',
    ],
    [
      'an edge without a source',
      graph(['<edge target="0"/>']),
      'edge[0], line 4: the attribute source is missing',
    ],
    [
      'an edge without a target',
      graph([node('0'), '<edge source="0"/>']),
      'edge[0], line 5: the attribute target is missing',
    ],
    [
      'an edge to a missing node',
      graph([node('0'), edge('0', '9')]),
      'edge[0], line 5: no node has the id "9" (allowed: the id of a node of this document)',
    ],
    [
      'a direction that is no flag',
      graph([node('0'), node('1'), '<edge source="0" target="1" directed="yes"/>']),
      'edge[0].directed, line 6: "yes" is not a flag (allowed: true, false)',
    ],
    [
      'a speed that is no number',
      graph([node('0'), node('1'), edge('0', '1', { r: 'fast' })]),
      'edge[0].linkspeedraw, line 6: "fast" is not a number (allowed: a number from 0',
    ],
    [
      'a negative speed',
      graph([node('0'), node('1'), edge('0', '1', { r: '-1' })]),
      'edge[0].linkspeedraw, line 6: -1 is negative',
    ],
    [
      'data of no key',
      graph([node('0', { zz: '1' })]),
      'node[0].data, line 4: no key has the id "zz" (allowed: the id of a key element)',
    ],
    [
      'a key without an id',
      '<graphml><key/><graph edgedefault="directed"/></graphml>',
      'key[0], line 1: the attribute id is missing',
    ],
    [
      'a graph within a node',
      graph(['<node id="0"><graph edgedefault="directed"/></node>']),
      'node[0], line 4: a graph within a node (allowed: nodes of one graph)',
    ],
    [
      'an end of a hyperedge that is missing',
      graph([node('0'), '<hyperedge><endpoint node="9"/></hyperedge>']),
      'hyperedge[0].endpoint[0], line 5: no node has the id "9"',
    ],
  ];
  test.each(bad)('%s', (_, text, problem) => {
    expect(refusal(text, 'GRAPHML', 'n')).toContain(problem);
  });

  test('a network without any name', () => {
    expect(refusal('<graphml><graph edgedefault="directed"/></graphml>')).toBe(
      'document: the document does not name its network (allowed: a name given beside the document)',
    );
  });
});
