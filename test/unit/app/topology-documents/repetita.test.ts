import { describe, expect, test } from '@jest/globals';
import { refusal, taken } from './parsed.js';

const NODES = ['Paris 2.3522 48.8566', 'London -0.1278 51.5074', 'Nowhere 0 0'];
const EDGES = ['e0 0 1 10 9953280 1882', 'e1 1 0 20 0.5 7.6', 'e2 1 2 1 1000000 0', 'e3 1 2 1 1000000 0'];
const graph = (nodes: readonly string[] = NODES, edges: readonly string[] = EDGES): string =>
  `NODES ${nodes.length}\nlabel x y\n${nodes.join('\n')}\n\nEDGES ${edges.length}\nlabel src dest weight bw delay\n${edges.join('\n')}\n`;

test('labels, places, weights, kbit/s and delays become a topology', () => {
  const { source, nodes, links, warnings } = taken(graph(), 'REPETITA', 'lab');
  expect(source).toBe('lab');
  expect(nodes).toEqual([
    { id: 'Paris', name: 'Paris', latitude: 48.8566, longitude: 2.3522 },
    { id: 'London', name: 'London', latitude: 51.5074, longitude: -0.1278 },
    { id: 'Nowhere', name: 'Nowhere' },
  ]);
  expect(
    links.map(({ id, name, igpMetric, capacity, reservable, delay }) => [
      id,
      name,
      igpMetric,
      capacity,
      reservable,
      delay,
    ]),
  ).toEqual([
    ['Paris-London', 'e0', 10, 9_953_280_000, 9_953_280_000, 1882],
    ['London-Paris', 'e1', 20, 500, 500, 8],
    ['London-Nowhere', 'e2', 1, 1e9, 1e9, 0],
    ['London-Nowhere-2', 'e3', 1, 1e9, 1e9, 0],
  ]);
  expect(warnings).toEqual([
    'the document names no unit of delay: taken as microseconds',
    '1 node (Nowhere): no coordinates',
  ]);
});

test('places that are no degrees are left out, all of them', () => {
  const { nodes, warnings } = taken(graph(['A 42.3 -100.3', 'B 1 1'], []), undefined, 'lab');
  expect(nodes).toEqual([
    { id: 'A', name: 'A' },
    { id: 'B', name: 'B' },
  ]);
  expect(warnings).toContain('x and y are no longitude and latitude: left out');
});

test('a link without capacity and one of a node with itself are warned of', () => {
  const { links, warnings } = taken(graph(NODES, ['e 0 1 1 0 0', 'f 1 1 1 1 1']), undefined, 'lab');
  expect(links).toHaveLength(1);
  expect(warnings).toEqual(
    expect.arrayContaining([
      '1 link (Paris-London): no capacity: no LSP with bandwidth fits',
      '1 link (London): joins a node with itself, left out',
    ]),
  );
});

test('line ends and spaces of any kind are taken', () => {
  const text = `\uFEFF${graph().replaceAll('\n', '\r\n').replaceAll(' ', '\t ')}`;
  expect(taken(text, undefined, 'lab')).toEqual(taken(graph(), undefined, 'lab'));
});

describe('what is refused', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'NODES, line 1: nothing instead of the start of NODES (allowed: NODES and their number)'],
    ['another start', 'VERTICES 2\n', 'NODES, line 1: "VERTICES 2" instead of the start of NODES'],
    [
      'a count that is none',
      'NODES many\nlabel x y\n',
      'NODES, line 1: "NODES many" instead of the start of NODES',
    ],
    [
      'more nodes than any network has',
      'NODES 500001\nlabel x y\n',
      'NODES, line 1: 500001 lines (allowed: at most 500000)',
    ],
    [
      'other columns of nodes',
      'NODES 1\nname x y\nA 0 0\n',
      'NODES, line 2: "name x y" instead of the column names (allowed: label x y)',
    ],
    [
      'fewer nodes than said',
      'NODES 3\nlabel x y\nA 0 0\n',
      'NODES, line 1: 1 of 3 lines are there (allowed: as many lines as NODES says)',
    ],
    [
      'fewer nodes than said, before the edges',
      graph().replace('NODES 3', 'NODES 4'),
      'NODES, line 1: 3 of 4 lines are there',
    ],
    [
      'more nodes than said',
      graph().replace('NODES 3', 'NODES 2'),
      'EDGES, line 5: "Nowhere 0 0" instead of the start of EDGES',
    ],
    [
      'a node with a column too many',
      graph(['New York 0 0', 'B 1 1']),
      'NODES[0], line 3: 4 columns (allowed: 3: label x y)',
    ],
    [
      'a place that is no number',
      graph(['A 0 north', 'B 1 1']),
      'NODES[0].y, line 3: "north" is not a number',
    ],
    [
      'a repeated label',
      graph(['A 0 0', 'A 1 1'], []),
      'NODES[1].label, line 4: the node id "A" is used already (allowed: each id once)',
    ],
    [
      'no edges',
      'NODES 1\nlabel x y\nA 0 0\n',
      'EDGES, line 3: nothing instead of the start of EDGES (allowed: EDGES and their number)',
    ],
    [
      'other columns of edges',
      graph().replace('weight bw', 'bw weight'),
      'EDGES, line 8: "label src dest bw weight delay" instead of the column names',
    ],
    [
      'an edge with a column too few',
      graph(NODES, ['e 0 1 10 100']),
      'EDGES[0], line 9: 5 columns (allowed: 6: label src dest weight bw delay)',
    ],
    [
      'an end that is no place in the list',
      graph(NODES, ['e 0 3 1 1 1']),
      'EDGES[0].dest, line 9: 3 is too large (allowed: a number from 0 to 2, the place of a node in the list)',
    ],
    [
      'an end that is a label',
      graph(NODES, ['e Paris 1 1 1 1']),
      'EDGES[0].src, line 9: "Paris" is not a number',
    ],
    [
      'an end between two nodes',
      graph(NODES, ['e 0.5 1 1 1 1']),
      'EDGES[0].src, line 9: 0.5 is not a whole number',
    ],
    [
      'a negative weight',
      graph(NODES, ['e 0 1 -1 1 1']),
      'EDGES[0].weight, line 9: -1 is negative (allowed: a number from 0 to 16777215)',
    ],
    [
      'a capacity beyond all links',
      graph(NODES, ['e 0 1 1 1e13 1']),
      'EDGES[0].bw, line 9: 10000000000000 is too large (allowed: a number from 0 to 1000000000000, kbit/s)',
    ],
    [
      'a delay that is no number',
      graph(NODES, ['e 0 1 1 1 0x10']),
      'EDGES[0].delay, line 9: "0x10" is not a number',
    ],
    [
      'more than its edges',
      `${graph()}DEMANDS 0\n`,
      'line 13: "DEMANDS 0" after the last edge (allowed: the end of the document)',
    ],
  ];
  test.each(bad)('%s', (_, text, problem) => {
    expect(refusal(text, 'REPETITA', 'n')).toContain(problem);
  });

  test('a graph without a name given beside it', () => {
    expect(refusal(graph())).toContain('the document does not name its network');
  });
});
