import { describe, expect, test } from '@jest/globals';
import type { Computation, ComputationRequest, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { Hop } from '../../src/domain/values/hop.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink, TopologyNode } from '../../src/domain/values/topology.js';

/**
 * Three ways from A to D, each worst in something:
 * A-B-D is the shortest by TE metric but narrow and in SRLG 1, A-C-D the quickest, A-E-F-D the widest and of group 9.
 */
const EDGES: readonly (readonly [ends: string, attributes: Partial<TopologyLink>])[] = [
  ['AB', { teMetric: 1, delay: 500, reservable: 10, srlgs: [1], adminGroups: [0] }],
  ['BD', { teMetric: 1, delay: 500, reservable: 10, srlgs: [2], adminGroups: [0] }],
  ['AC', { teMetric: 5, delay: 100, reservable: 20, srlgs: [3], adminGroups: [0, 4] }],
  ['CD', { teMetric: 5, delay: 100, reservable: 20, srlgs: [3], adminGroups: [0, 4] }],
  ['AE', { teMetric: 9, delay: 300, reservable: 40, srlgs: [4], adminGroups: [9] }],
  ['EF', { teMetric: 9, delay: 300, reservable: 40, srlgs: [4], adminGroups: [9] }],
  ['FD', { teMetric: 9, delay: 300, reservable: 40, srlgs: [4], adminGroups: [9] }],
];

const NODES: readonly TopologyNode[] = ['A', 'B', 'C', 'D', 'E', 'F'].map((name, index) => ({
  id: NodeId(name),
  name,
  routerId: `192.0.2.${index + 1}`,
  prefixSid: 16001 + index,
}));

const LINKS: readonly TopologyLink[] = EDGES.flatMap(([ends, attributes], index) =>
  [ends, ends[1]! + ends[0]!].map((direction, way) => ({
    id: LinkId(direction),
    source: NodeId(direction[0]!),
    target: NodeId(direction[1]!),
    sourceAddress: `198.51.100.${2 * index + way}`,
    targetAddress: `198.51.100.${2 * index + 1 - way}`,
    capacity: 40,
    reservable: 40,
    adminGroups: [],
    srlgs: [],
    adjacencySid: 24000 + 2 * index + way,
    operational: true,
    ...attributes,
  })),
);

function computerWith(change: (link: TopologyLink) => TopologyLink = (link) => link): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(NODES, LINKS.map(change));
  return computer;
}

const asked = (more: Partial<PathRequest> = {}): ComputationRequest => ({
  request: pathRequest({ source: 'A', destination: 'D', ...more }),
  signalling: { setupType: 'RSVP_TE' },
});

const nodesOf = (answer: Computation): string =>
  answer.kind === 'path' ? answer.path.path.nodes.join('') : `none: ${answer.noPath.reasons.join(',')}`;

const routeOf = (answer: Computation): readonly Hop[] => (answer.kind === 'path' ? answer.path.route : []);

const lsp = (owner: string, more: Partial<PathRequest>): ComputationRequest => ({
  ...asked(more),
  ownClaims: [owner],
  holdingPriority: 7,
});

/** Each by itself, what was found before taking its share. */
const inTurn = (computer: PathComputer, wants: readonly ComputationRequest[]): readonly Computation[] =>
  wants.map((want, at) => {
    const answer = computer.compute(want);
    const { source, bandwidth } = want.request;
    const routes = [{ bandwidth, hops: routeOf(answer) }];
    computer.setClaim(want.ownClaims?.[0] ?? `${at}`, { holdingPriority: 7, source, routes });
    return answer;
  });

describe('RFC 4655 rows that the engine answers', () => {
  test('A1: a path under bandwidth and another constraint, verified link by link', () => {
    const answer = computerWith().compute(asked({ bandwidth: 15, bounds: [{ metric: 'DELAY', max: 250 }] }));
    if (answer.kind === 'no-path') throw new Error(nodesOf(answer));
    const { nodes, links, delay } = answer.path.path;
    const used = links.map((id) => LINKS.find((link) => link.id === id)!);
    expect(nodes).toEqual(['A', ...used.map(({ target }) => target)]);
    expect(used.map(({ source }) => source)).toEqual(nodes.slice(0, -1));
    expect(nodes.at(-1)).toBe('D');
    expect(used.every(({ reservable }) => reservable >= 15)).toBe(true);
    expect(used.reduce((sum, link) => sum + (link.delay ?? 0), 0)).toBe(delay);
    expect(delay).toBeLessThanOrEqual(250);
  });

  test('A2: the path changes when the bandwidth in the TED changes', () => {
    const want = asked({ bandwidth: 8 });
    expect(nodesOf(computerWith().compute(want))).toBe('ABD');
    const narrowed = computerWith((link) => (link.id === 'BD' ? { ...link, reservable: 7 } : link));
    expect(nodesOf(narrowed.compute(want))).toBe('ACD');
    const taken = computerWith();
    taken.setClaim('other', {
      holdingPriority: 5,
      source: 'A',
      routes: [{ bandwidth: 3, links: [LinkId('AB')] }],
    });
    expect(nodesOf(taken.compute(want))).toBe('ACD');
    taken.clearClaim('other');
    expect(nodesOf(taken.compute(want))).toBe('ABD');
  });

  test('C13: requests that are not synchronised are answered independently of each other', () => {
    const computer = computerWith();
    const wants = [
      asked({ bandwidth: 8 }),
      asked({ bandwidth: 8 }),
      asked({ bandwidth: 8, metric: 'DELAY' }),
    ];
    const forwards = wants.map((want) => computer.compute(want));
    const backwards = wants.toReversed().map((want) => computer.compute(want));
    expect(forwards.map(nodesOf)).toEqual(['ABD', 'ABD', 'ACD']);
    expect(backwards.toReversed()).toEqual(forwards);
  });

  test.each<readonly [field: string, more: Partial<PathRequest>, nodes: string]>([
    ['endpoints', { source: 'E', destination: 'C' }, 'EAC'],
    ['bandwidth', { bandwidth: 30 }, 'AEFD'],
    ['metric', { metric: 'DELAY' }, 'ACD'],
    ['metric bound', { bounds: [{ metric: 'DELAY', max: 999 }] }, 'ACD'],
    ['affinity include-any', { includeAny: [9, 31] }, 'AEFD'],
    ['affinity include-all', { includeAll: [0, 4] }, 'ACD'],
    ['affinity exclude-any', { excludeAny: [0] }, 'AEFD'],
    ['node to avoid', { exclude: ['B'] }, 'ACD'],
    ['link to avoid', { exclude: ['198.51.100.0', 'AC'] }, 'AEFD'],
    ['SRLG to avoid', { excludeSrlgs: [2, 3] }, 'AEFD'],
    ['nodes and links to use', { include: ['E', 'EF'] }, 'AEFD'],
  ])('C26: the field %s is effective', (_field, more, nodes) => {
    expect(nodesOf(computerWith().compute(asked()))).toBe('ABD');
    expect(nodesOf(computerWith().compute(asked(more)))).toBe(nodes);
  });

  test('C26: a number of further paths is given, best first', () => {
    const answer = computerWith().compute(asked({ alternatives: 5 }));
    const alternatives = answer.kind === 'path' ? answer.alternatives : [];
    expect(alternatives.map(({ path }) => path.nodes.join(''))).toEqual(['ACD', 'AEFD']);
  });

  test('C26: setup priority decides whose bandwidth counts', () => {
    const computer = computerWith();
    computer.setClaim('lower', {
      holdingPriority: 6,
      source: 'A',
      routes: [{ bandwidth: 9, links: [LinkId('AB')] }],
    });
    expect(nodesOf(computer.compute(asked({ bandwidth: 5, setupPriority: 6 })))).toBe('ACD');
    expect(nodesOf(computer.compute(asked({ bandwidth: 5, setupPriority: 5 })))).toBe('ABD');
  });

  test.each<
    readonly [
      reason: string,
      more: Partial<PathRequest>,
      constraint: string,
      from: string,
      to: string,
      nodes: string,
    ]
  >([
    ['BANDWIDTH', { bandwidth: 50 }, 'bandwidth', '50', '40', 'AEFD'],
    ['METRIC_BOUND', { bounds: [{ metric: 'DELAY', max: 150 }] }, 'bounds.DELAY', '150', '200', 'ACD'],
    ['AFFINITY', { includeAny: [17] }, 'includeAny', '17', 'none', 'ABD'],
    ['AFFINITY', { includeAll: [0, 9] }, 'includeAll', '0,9', '0', 'ABD'],
    ['AFFINITY', { excludeAny: [0, 9] }, 'excludeAny', '0,9', '9', 'ABD'],
    ['EXCLUSION', { exclude: ['B', 'C', 'E'] }, 'exclude', 'B,C,E', 'C,E', 'ABD'],
    ['EXCLUSION', { excludeSrlgs: [1, 3, 4] }, 'excludeSrlgs', '1,3,4', '3,4', 'ABD'],
    ['INCLUSION', { include: ['B', 'C'] }, 'include', 'B,C', 'B', 'ABD'],
  ])('C28: %s is blamed, and what would do is said: %j', (reason, more, constraint, from, to, nodes) => {
    const answer = computerWith().compute(asked(more));
    if (answer.kind === 'path') throw new Error('expected a refusal');
    expect(answer.noPath.reasons).toEqual([reason]);
    expect(answer.noPath.relaxations).toMatchObject([
      { constraint, from, to, path: { nodes: nodes.split('') } },
    ]);
  });

  test('C43: bandwidth of the path that a stateless request says it has is not counted against it', () => {
    const computer = computerWith();
    const first = computer.compute(asked({ bandwidth: 8 }));
    // Known only as an answer given to somebody, not as this LSP's.
    computer.setClaim('hold', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 8, hops: routeOf(first) }],
    });
    const again = asked({ bandwidth: 8 });
    expect(nodesOf(computer.compute(again))).toBe('ACD');
    const previous = { hops: routeOf(first), bandwidth: 8 };
    expect(nodesOf(computer.compute({ ...again, previous }))).toBe('ABD');
    expect(computer.available(LinkId('AB'), 7)).toBe(2);
  });

  test('C43: what was free anyway is not counted twice, and never more than is reservable', () => {
    const computer = computerWith();
    const first = routeOf(computer.compute(asked({ bandwidth: 8 })));
    const previous = { hops: first, bandwidth: 8 };
    expect(nodesOf(computer.compute({ ...asked({ bandwidth: 12 }), previous }))).toBe('ACD');
    computer.setClaim('own', { holdingPriority: 7, source: 'A', routes: [{ bandwidth: 8, hops: first }] });
    computer.setClaim('else', { holdingPriority: 7, source: 'A', routes: [{ bandwidth: 2, hops: first }] });
    const larger = { ...asked({ bandwidth: 9 }), ownClaims: ['own'], previous };
    expect(nodesOf(computer.compute(larger))).toBe('ACD');
    expect(nodesOf(computer.compute({ ...larger, request: { ...larger.request, bandwidth: 8 } }))).toBe(
      'ABD',
    );
  });

  test('C44: with the answer held, a second quick request does not get the same scarce link', () => {
    const computer = computerWith();
    const want = asked({ bandwidth: 8 });
    const first = computer.compute(want);
    computer.setClaim('hold/1', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 8, hops: routeOf(first) }],
    });
    expect([first, computer.compute(want)].map(nodesOf)).toEqual(['ABD', 'ACD']);
    computer.clearClaim('hold/1');
    expect(nodesOf(computer.compute(want))).toBe('ABD');
  });

  test('B1: of several LSPs more are placed together than one after the other', () => {
    // The small one takes the narrow shortest way, which the others could share, when it comes first.
    const wants = [
      lsp('1', { bandwidth: 8 }),
      lsp('2', { bandwidth: 10, bounds: [{ metric: 'HOPS', max: 2 }], exclude: ['C'] }),
      lsp('3', { bandwidth: 20, exclude: ['E'] }),
      lsp('4', { bandwidth: 35 }),
    ];
    const placed = (answers: readonly Computation[]): number =>
      answers.reduce(
        (sum, answer, at) => sum + (answer.kind === 'path' ? wants[at]!.request.bandwidth : 0),
        0,
      );
    const oneByOne = inTurn(computerWith(), wants);
    const together = computerWith().computeTogether(wants);
    expect(placed(together)).toBeGreaterThan(placed(oneByOne));
  });

  test('B2: one metric is minimised while others stay within their bounds', () => {
    const within = (delay: number, hops: number) =>
      asked({
        bounds: [
          { metric: 'DELAY', max: delay },
          { metric: 'HOPS', max: hops },
        ],
      });
    const computer = computerWith();
    expect(nodesOf(computer.compute(within(1000, 3)))).toBe('ABD');
    expect(nodesOf(computer.compute(within(999, 3)))).toBe('ACD');
    expect(nodesOf(computer.compute(within(199, 3)))).toBe('none: METRIC_BOUND');
    expect(nodesOf(computer.compute(within(1000, 1)))).toBe('none: METRIC_BOUND');
  });

  test('C15: a synchronised set does better than the same requests in any order of arrival', () => {
    // Two LSPs of 10: the narrow way is for the one that may not go elsewhere, whichever is asked for first.
    const wants = [lsp('any', { bandwidth: 10 }), lsp('bound', { bandwidth: 10, exclude: ['C', 'E'] })];
    expect(inTurn(computerWith(), wants).map(nodesOf)).toEqual(['ABD', 'none: BANDWIDTH,EXCLUSION']);
    for (const order of [wants, wants.toReversed()]) {
      const answers = computerWith().computeTogether(order).map(nodesOf);
      expect(answers[order.indexOf(wants[0]!)]).toBe('ACD');
      expect(answers[order.indexOf(wants[1]!)]).toBe('ABD');
    }
  });

  test('C17: alternate paths come with the main one, all different, none better than it', () => {
    const answer = computerWith().compute(asked({ metric: 'DELAY', alternatives: 2 }));
    if (answer.kind === 'no-path') throw new Error(nodesOf(answer));
    const paths = [answer.path, ...answer.alternatives].map(({ path }) => path);
    expect(paths.map(({ nodes }) => nodes.join(''))).toEqual(['ACD', 'AEFD', 'ABD']);
    expect(paths.map(({ delay }) => delay)).toEqual([200, 900, 1000]);
  });

  test('C27: resources graded for robustness by an administrative group are required, or kept out', () => {
    // Group 4 marks links of the high grade, group 9 those of the low one.
    expect(nodesOf(computerWith().compute(asked({ includeAll: [4] })))).toBe('ACD');
    expect(nodesOf(computerWith().compute(asked({ excludeAny: [9], exclude: ['B'] })))).toBe('ACD');
    expect(nodesOf(computerWith().compute(asked({ excludeAny: [9], bandwidth: 30 })))).toBe(
      'none: BANDWIDTH,AFFINITY',
    );
  });

  test('E1: what is placed between two nodes reaches the bound that the minimum cut sets', () => {
    const computer = computerWith();
    const ends = { source: 'A', destination: 'D', priority: 7, links: {} };
    const bound = computer.maxFlow({ ...ends, measure: 'UNRESERVED' });
    if (!bound.ok) throw new Error(bound.error);
    expect(bound.value).toMatchObject({
      amount: 70,
      cut: [
        { link: 'AB', available: 10 },
        { link: 'AC', available: 20 },
        { link: 'AE', available: 40 },
      ],
    });
    const wants = Array.from({ length: 8 }, (_, index) => lsp(`${index}`, { bandwidth: 10 }));
    const placed = computer.computeTogether(wants).filter(({ kind }) => kind === 'path');
    expect(10 * placed.length).toBe(bound.value.amount);
  });

  test('E5: as many paths without a common link, or node, as there can be', () => {
    const ends = { source: 'A', destination: 'D', priority: 7, links: {} };
    const links = computerWith().maxFlow({ ...ends, measure: 'LINKS' });
    const nodes = computerWith().maxFlow({ ...ends, measure: 'NODES' });
    if (!links.ok || !nodes.ok) throw new Error('unknown ends');
    expect(links.value.paths.map(({ path }) => path.nodes.join(''))).toEqual(['ABD', 'ACD', 'AEFD']);
    const used = links.value.paths.flatMap(({ path }) => path.links);
    expect(new Set(used).size).toBe(used.length);
    expect(nodes.value).toMatchObject({ amount: 3, cutNodes: ['B', 'C', 'E'], cut: [] });
  });

  test('E10: without a path, the reasons, the links in the way and the cheapest way out are said', () => {
    const refused = computerWith().compute(asked({ bandwidth: 30, excludeAny: [9] }));
    expect(refused).toMatchObject({
      kind: 'no-path',
      noPath: {
        reasons: ['BANDWIDTH', 'AFFINITY'],
        relaxations: [
          { constraint: 'bandwidth', from: '30', to: '20', path: { nodes: ['A', 'C', 'D'] } },
          { constraint: 'excludeAny', from: '9', to: 'none', path: { nodes: ['A', 'E', 'F', 'D'] } },
        ],
        cheapest: {
          relaxation: { constraint: 'bandwidth' },
          concern: 'REQUEST',
          price: 1 / 3,
          because: 'PRICE',
          next: { constraint: 'excludeAny' },
        },
        bottleneck: {
          from: 'A',
          to: 'D',
          links: [
            { link: 'AB', shortfalls: [{ constraint: 'bandwidth', has: '10', wanted: '30' }] },
            { link: 'AC', shortfalls: [{ constraint: 'bandwidth', has: '20', wanted: '30' }] },
            { link: 'AE', shortfalls: [{ constraint: 'excludeAny', has: '9', wanted: 'none' }] },
          ],
        },
      },
    });
    // A requester that takes the way out gets the path that it was told of.
    expect(nodesOf(computerWith().compute(asked({ bandwidth: 20, excludeAny: [9] })))).toBe('ACD');
  });
});
