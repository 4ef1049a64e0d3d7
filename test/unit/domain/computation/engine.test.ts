import { describe, expect, test } from '@jest/globals';
import type {
  Computation,
  ComputationRequest,
  PathComputer,
} from '../../../../src/domain/computation/computer.js';
import { type PathRequest, pathRequest } from '../../../../src/domain/values/path-request.js';
import { both, computerOf, drawn, link, node } from './network-of.js';

const ask = (source: string, destination: string, more: Partial<PathRequest> = {}): ComputationRequest => ({
  request: pathRequest({ source, destination, ...more }),
  signalling: { setupType: 'RSVP_TE' },
});
const pathOf = (answer: Computation): string | undefined =>
  answer.kind === 'path' ? answer.path.path.nodes.join('') : undefined;
const refusalOf = (answer: Computation) => (answer.kind === 'no-path' ? answer.noPath : undefined);

describe('compute', () => {
  const square = drawn(both('AB'), both('BD'), both('AC'), both('CD'));

  test('names unknown ends, and refuses a path from a node to itself', () => {
    const computer = computerOf(square);
    expect(refusalOf(computer.compute(ask('X', 'D')))).toEqual({
      reasons: ['UNKNOWN_SOURCE'],
      relaxations: [],
    });
    expect(refusalOf(computer.compute(ask('A', 'Y')))?.reasons).toEqual(['UNKNOWN_DESTINATION']);
    expect(refusalOf(computer.compute(ask('X', 'Y')))?.reasons).toEqual([
      'UNKNOWN_SOURCE',
      'UNKNOWN_DESTINATION',
    ]);
    expect(refusalOf(computer.compute(ask('A', 'router A')))?.reasons).toEqual(['POLICY']);
  });

  test('takes the first link ids among equally good paths', () => {
    expect(pathOf(computerOf(square).compute(ask('A', 'D')))).toBe('ABD');
    expect(pathOf(computerOf(square).compute(ask('D', 'A')))).toBe('DBA');
  });

  test('prefers fewer links among equally cheap paths', () => {
    const computer = computerOf(drawn(both('AB', { teMetric: 5 }), both('BD', { teMetric: 5 }), both('AD')));
    expect(pathOf(computer.compute(ask('A', 'D')))).toBe('AD');
  });

  test('passes no overloaded node, but begins and ends there', () => {
    const { nodes, links } = square;
    const overloaded = nodes.map((each) => (each.id === 'B' ? { ...each, overloaded: true } : each));
    const computer = computerOf({ nodes: overloaded, links });
    expect(pathOf(computer.compute(ask('A', 'D')))).toBe('ACD');
    expect(pathOf(computer.compute(ask('A', 'B')))).toBe('AB');
    expect(pathOf(computer.compute(ask('B', 'C')))).toBe('BAC');
  });

  test('says which link would have to be up', () => {
    const computer = computerOf(drawn([link('AB', { operational: false })], both('BC')));
    expect(refusalOf(computer.compute(ask('A', 'C')))).toMatchObject({
      reasons: ['UNREACHABLE'],
      relaxations: [{ constraint: 'operational', to: 'AB', path: { links: ['AB', 'BC'] } }],
    });
  });

  test('uses no link of unknown delay when delay counts, and says whose delay it lacks', () => {
    const { delay: _, ...unknown } = link('AB');
    const computer = computerOf(drawn([unknown]));
    expect(pathOf(computer.compute(ask('A', 'B')))).toBe('AB');
    for (const more of [{ metric: 'DELAY' as const }, { bounds: [{ metric: 'DELAY' as const, max: 500 }] }]) {
      expect(refusalOf(computer.compute(ask('A', 'B', more)))).toMatchObject({
        reasons: ['METRIC_BOUND'],
        relaxations: expect.arrayContaining([
          expect.objectContaining({ constraint: 'delayKnown', to: 'AB' }),
        ]),
      });
    }
  });

  test('passes a request for no bandwidth over an oversubscribed link', () => {
    const computer = computerOf(drawn(both('AB')));
    computer.setClaim('big', {
      holdingPriority: 0,
      source: 'A',
      routes: [{ bandwidth: 150, links: [link('AB').id] }],
    });
    expect(computer.available(link('AB').id, 0)).toBe(-50);
    expect(pathOf(computer.compute(ask('A', 'B')))).toBe('AB');
    expect(refusalOf(computer.compute(ask('A', 'B', { bandwidth: 1 })))).toMatchObject({
      reasons: ['BANDWIDTH'],
      relaxations: [{ constraint: 'bandwidth', from: '1', to: '0' }],
    });
  });

  test('names several constraints when no single one suffices', () => {
    const computer = computerOf(drawn(both('AB', { adminGroups: [5], reservable: 10 })));
    expect(refusalOf(computer.compute(ask('A', 'B', { bandwidth: 20, excludeAny: [5] })))).toEqual({
      reasons: ['BANDWIDTH', 'AFFINITY'],
      relaxations: [],
      bottleneck: {
        from: 'A',
        to: 'B',
        links: [
          {
            link: 'AB',
            shortfalls: [
              { constraint: 'bandwidth', has: '10', wanted: '20' },
              { constraint: 'excludeAny', has: '5', wanted: 'none' },
            ],
          },
        ],
        reached: 1,
        reaching: 1,
        nodes: 2,
      },
    });
  });

  test('a lower setup priority that would preempt is proposed', () => {
    const computer = computerOf(drawn(both('AB')));
    computer.setClaim('other', {
      holdingPriority: 4,
      source: 'A',
      routes: [{ bandwidth: 90, links: [link('AB').id] }],
    });
    expect(
      refusalOf(computer.compute(ask('A', 'B', { bandwidth: 50, setupPriority: 6 })))?.relaxations,
    ).toMatchObject([
      { constraint: 'bandwidth', from: '50', to: '10' },
      { constraint: 'setupPriority', from: '6', to: '3' },
    ]);
  });

  test('excluding an interface address excludes both directions, a link id only its own', () => {
    const computer = computerOf(square);
    const exclude = [link('AB').targetAddress ?? ''];
    expect(pathOf(computer.compute(ask('A', 'D', { exclude })))).toBe('ACD');
    expect(pathOf(computer.compute(ask('D', 'A', { exclude })))).toBe('DCA');
    expect(pathOf(computer.compute(ask('A', 'D', { exclude: ['AB'] })))).toBe('ACD');
    expect(pathOf(computer.compute(ask('D', 'A', { exclude: ['AB'] })))).toBe('DBA');
    expect(refusalOf(computer.compute(ask('A', 'D', { exclude: ['D'] })))?.reasons).toEqual(['EXCLUSION']);
  });

  test('goes round to pass a waypoint when the shortest ways to and from it share a node', () => {
    // To C and on, both shortest legs use B; only A-D-C-B-E passes C once and B once.
    const computer = computerOf(
      drawn(
        both('AB', { teMetric: 1 }),
        both('BC', { teMetric: 1 }),
        both('BE', { teMetric: 1 }),
        both('AD'),
        both('DC'),
      ),
    );
    expect(pathOf(computer.compute(ask('A', 'E', { include: ['C'] })))).toBe('ADCBE');
    expect(refusalOf(computer.compute(ask('A', 'E', { include: ['C', 'D'] })))?.reasons).toEqual([
      'INCLUSION',
    ]);
  });
});

describe('limits', () => {
  test('gives up a search that takes too long, and says so', () => {
    // A ladder of 2^24 ways to Y, which is a dead end: no path can go there and on to Z.
    const rungs = 'ABCDEFGHIJKLMNOPQRSTUVWX'.split('');
    const ladder = rungs.flatMap((from, index) => {
      const to = rungs[index + 1] ?? 'Y';
      return [...both(`${from}${to}`), ...both(`${from}${to}2`)];
    });
    const computer = computerOf(drawn(ladder, both('AZ'), [link('YA')]));
    const answer = computer.compute(ask('A', 'Z', { include: ['Y'] }));
    expect(refusalOf(answer)).toMatchObject({
      reasons: ['INCLUSION', 'POLICY'],
      relaxations: [{ constraint: 'include', from: 'Y', to: 'none', path: { nodes: ['A', 'Z'] } }],
    });
    expect(pathOf(computer.compute(ask('A', 'Z')))).toBe('AZ');
  });
});

describe('route objects', () => {
  const chain = drawn(both('AB'), both('BC'));

  test('RSVP-TE names interfaces, else routers, else any address of the node, else refuses', () => {
    const strip = (name: string) => {
      const { sourceAddress: _s, targetAddress: _t, ...rest } = link(name);
      return rest;
    };
    const hops = (computer: PathComputer) => {
      const answer = computer.compute(ask('A', 'C'));
      return answer.kind === 'path' ? answer.path.route : answer.noPath;
    };
    expect(hops(computerOf(chain))).toEqual([
      { kind: 'address', address: link('AB').targetAddress },
      { kind: 'address', address: link('BC').targetAddress },
    ]);
    const bare = { nodes: chain.nodes, links: [strip('AB'), strip('BC')] };
    expect(hops(computerOf(bare))).toMatchObject([{ address: '10.0.0.66' }, { address: '10.0.0.67' }]);
    const { routerId: _, ...anonymous } = node('B');
    const partly = { nodes: [node('A'), anonymous, node('C')], links: [strip('AB'), link('BC')] };
    expect(hops(computerOf(partly))).toMatchObject([{ address: link('BC').sourceAddress }, {}]);
    const nameless = { nodes: [node('A'), anonymous, node('C')], links: bare.links };
    expect(hops(computerOf(nameless))).toMatchObject({
      reasons: ['POLICY'],
      relaxations: [{ constraint: 'address', to: 'B' }],
    });
  });

  test('SR-MPLS: one node SID where the IGP path is unique, else adjacency SIDs, with what they stand for', () => {
    const computer = computerOf(drawn(both('AB'), both('AB2', { teMetric: 20 }), both('BC')));
    const answer = computer.compute({
      ...ask('A', 'C'),
      signalling: { setupType: 'SR_MPLS', maximumSidDepth: 10 },
    });
    const { adjacencySid, sourceAddress, targetAddress } = link('AB');
    expect(answer.kind === 'path' && answer.path.route).toEqual([
      { kind: 'segment', label: adjacencySid, local: sourceAddress, remote: targetAddress },
      { kind: 'segment', label: 16067, node: '10.0.0.67' },
    ]);
    const simple = computerOf(chain).compute({ ...ask('A', 'C'), signalling: { setupType: 'SR_MPLS' } });
    expect(simple.kind === 'path' && simple.path.route).toEqual([
      { kind: 'segment', label: 16067, node: '10.0.0.67' },
    ]);
  });

  test('SR-MPLS: a stack that is too deep, or impossible, is named', () => {
    const doubled = drawn(both('AB'), both('AB2'), both('BC'));
    const shallow = { setupType: 'SR_MPLS', maximumSidDepth: 1 } as const;
    expect(refusalOf(computerOf(doubled).compute({ ...ask('A', 'C'), signalling: shallow }))).toMatchObject({
      reasons: ['POLICY'],
      relaxations: [{ constraint: 'maximumSidDepth', from: '1', to: '2' }],
    });
    const { prefixSid: _p, ...unlabelled } = node('B');
    const { adjacencySid: _a, ...plain } = link('AB');
    const missing = computerOf({ nodes: [node('A'), unlabelled], links: [plain] });
    expect(refusalOf(missing.compute({ ...ask('A', 'B'), signalling: shallow }))).toMatchObject({
      reasons: ['POLICY'],
      relaxations: [{ constraint: 'segmentId', to: 'AB' }],
    });
  });

  test('SRv6 is refused by policy', () => {
    const answer = computerOf(chain).compute({ ...ask('A', 'C'), signalling: { setupType: 'SRV6' } });
    expect(refusalOf(answer)?.reasons).toEqual(['POLICY']);
  });
});

describe('computeTogether', () => {
  test('sends one of many the long way so that all are placed', () => {
    // Nine requests A-D of 10 would fill A-B-D (95) but for 5; one of 15 fits only if one of them goes by C.
    const computer = computerOf(
      drawn(
        both('AB', { reservable: 95 }),
        both('BD', { reservable: 95 }),
        both('AC', { reservable: 10, teMetric: 50 }),
        both('CD'),
      ),
    );
    const small = Array.from({ length: 9 }, (_, index) => ({
      ...ask('A', 'D', { bandwidth: 10 }),
      ownClaims: [`s${index}`],
    }));
    const big = { ...ask('A', 'B', { bandwidth: 15, setupPriority: 7 }), ownClaims: ['big'] };
    const answers = computer.computeTogether([...small, big]);
    expect(answers.filter(({ kind }) => kind === 'path')).toHaveLength(10);
    expect(answers.filter((answer) => pathOf(answer) === 'ACD')).toHaveLength(1);
  });

  test('rips up and reroutes what is in the way of a request without a path', () => {
    // A-B has room for 30: 12 and 18 may only go there, 20 could also go by C but comes first when the largest does.
    // E-F has room for 25: 20 may only go there, 12 could also go by G but comes first when the smallest does.
    // Seven more make the set too large for exact search.
    const computer = computerOf(
      drawn(
        both('AB', { reservable: 30 }),
        [...both('AC'), ...both('CB')],
        both('EF', { reservable: 25 }),
        [...both('EG'), ...both('GF')],
        both('AD', { reservable: 1000 }),
      ),
    );
    const demands: readonly (readonly [ends: string, bandwidth: number, exclude: readonly string[]])[] = [
      ['AB', 20, []],
      ['AB', 12, ['C']],
      ['AB', 18, ['C']],
      ['EF', 20, ['G']],
      ['EF', 12, []],
      ...[1, 2, 3, 4, 5, 6, 7].map((more) => ['AD', 20 + more, []] as const),
    ];
    const answers = computer.computeTogether(
      demands.map(([ends, bandwidth, exclude]) => ask(ends[0]!, ends[1]!, { bandwidth, exclude })),
    );
    expect(answers.slice(0, 5).map(pathOf)).toEqual(['ACB', 'AB', 'AB', 'EF', 'EGF']);
    expect(answers.map(({ kind }) => kind)).not.toContain('no-path');
  });

  test('gives alternatives and refusals on what the others leave', () => {
    const computer = computerOf(
      drawn(both('AB', { reservable: 10 }), both('AC', { reservable: 10 }), both('CB')),
    );
    const asked = [1, 2, 3].map((index) => ({
      ...ask('A', 'B', { bandwidth: 8, alternatives: 2 }),
      ownClaims: [`${index}`],
    }));
    const answers = computer.computeTogether(asked);
    expect(answers.map(pathOf)).toEqual(['AB', 'ACB', undefined]);
    expect(answers[0]?.kind === 'path' && answers[0].alternatives).toEqual([]);
    expect(refusalOf(answers[2]!)).toMatchObject({
      reasons: ['BANDWIDTH'],
      relaxations: [{ constraint: 'bandwidth', to: '2' }],
    });
  });
});
