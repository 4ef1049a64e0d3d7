import { describe, expect, test } from '@jest/globals';
import type { Computation, ComputationRequest, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';

/** Metric and capacity of a link in both directions, by its ends (RFC 8051 tables 1, 3, 7 and 9). */
type Table = Readonly<Record<string, readonly [metric: number, capacity: number]>>;

const THROUGHPUT: Table = { AE: [1, 10], BF: [1, 10], CG: [1, 10], EF: [1, 10], FG: [1, 10] };
const BIN_PACKING: Table = { AC: [1, 10], BC: [1, 10], CE: [10, 5], CD: [1, 10], DE: [1, 10] };
const MINIMUM_PERTURBATION: Table = { ...BIN_PACKING, CE: [10, 10] };
const PREDICTABILITY: Table = { ...BIN_PACKING, CE: [1, 10] };

function networkOf(table: Table): PathComputer {
  const computer = createPathComputer();
  const names = [...new Set(Object.keys(table).join(''))];
  const nodes = names.map((name) => ({
    id: NodeId(name),
    name,
    routerId: `192.0.2.${name.charCodeAt(0)}`,
  }));
  const links = Object.entries(table).flatMap(([ends, [metric, capacity]]) =>
    [ends, ends[1]! + ends[0]!].map((direction) => ({
      id: LinkId(direction),
      source: NodeId(direction[0]!),
      target: NodeId(direction[1]!),
      teMetric: metric,
      capacity,
      reservable: capacity,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );
  computer.setTopology(nodes, links);
  return computer;
}

const lsp = (owner: string, ends: string, bandwidth: number, priority = 7): ComputationRequest => ({
  request: pathRequest({ source: ends[0]!, destination: ends[1]!, bandwidth, setupPriority: priority }),
  signalling: { setupType: 'RSVP_TE' },
  ownClaims: [owner],
  holdingPriority: priority,
});

const nodesOf = (answer: Computation): string =>
  answer.kind === 'path' ? answer.path.path.nodes.join('-') : `none: ${answer.noPath.reasons.join(',')}`;

/** What a stateless PCE does: each request by itself, what was set up before taking its share. */
function inArrivalOrder(computer: PathComputer, requests: readonly ComputationRequest[]): string[] {
  return requests.map((asked) => {
    const answer = computer.compute(asked);
    if (answer.kind === 'path') {
      computer.setClaim(asked.ownClaims![0]!, {
        holdingPriority: asked.holdingPriority!,
        source: asked.request.source,
        routes: [{ bandwidth: asked.request.bandwidth, hops: answer.path.route }],
      });
    }
    return nodesOf(answer);
  });
}

function permutations<Element>(elements: readonly Element[]): Element[][] {
  if (elements.length === 0) return [[]];
  return elements.flatMap((first) =>
    permutations(elements.filter((element) => element !== first)).map((rest) => [first, ...rest]),
  );
}

/** The nodes of each request's path when computed together, the same in every order of asking. */
function together(table: Table, requests: readonly ComputationRequest[]): Readonly<Record<string, string>> {
  const outcomes = permutations(requests).map((order) => {
    const answers = networkOf(table).computeTogether(order);
    const byOwner = order.map((asked, index) => [asked.ownClaims![0]!, nodesOf(answers[index]!)] as const);
    return Object.fromEntries(byOwner);
  });
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  return outcomes[0]!;
}

describe('RFC 8051 3.1.1 throughput maximization and bin packing', () => {
  const demands = [lsp('1', 'EG', 10), lsp('2', 'AB', 10), lsp('3', 'FC', 10)];

  test('J1, tables 1 and 2: in order of arrival E-F-G blocks the others', () => {
    const paths = inArrivalOrder(networkOf(THROUGHPUT), demands);
    expect(paths).toEqual(['E-F-G', 'none: BANDWIDTH', 'none: BANDWIDTH']);
  });

  test('J1, tables 1 and 2: together they reach throughput 20 in every order', () => {
    expect(together(THROUGHPUT, demands)).toEqual({ 1: 'none: BANDWIDTH', 2: 'A-E-F-B', 3: 'F-G-C' });
  });

  test('J1: with E-G already up, computing all three together frees its share', () => {
    const computer = networkOf(THROUGHPUT);
    inArrivalOrder(computer, demands.slice(0, 1));
    expect(computer.computeTogether(demands).map(nodesOf)).toEqual(['none: BANDWIDTH', 'A-E-F-B', 'F-G-C']);
  });

  const packing = [lsp('1', 'AE', 5), lsp('2', 'BE', 10)];

  test('J2, tables 3 and 4: in order of arrival LSP 2 is blocked, and is told what it could have', () => {
    const computer = networkOf(BIN_PACKING);
    expect(inArrivalOrder(computer, packing)).toEqual(['A-C-D-E', 'none: BANDWIDTH']);
    const refused = computer.compute(packing[1]!);
    expect(refused.kind === 'no-path' && refused.noPath.relaxations[0]).toMatchObject({
      constraint: 'bandwidth',
      from: '10',
      to: '5',
      path: { nodes: ['B', 'C', 'D', 'E'] },
    });
  });

  test('J2, tables 3 and 4: together both are placed, throughput 15, in every order', () => {
    expect(together(BIN_PACKING, packing)).toEqual({ 1: 'A-C-E', 2: 'B-C-D-E' });
  });

  test('J2: with LSP 1 already up, computing together moves it out of the way', () => {
    const computer = networkOf(BIN_PACKING);
    inArrivalOrder(computer, packing.slice(0, 1));
    expect(computer.claimedPath('1')?.nodes).toEqual(['A', 'C', 'D', 'E']);
    expect(computer.computeTogether(packing).map(nodesOf)).toEqual(['A-C-E', 'B-C-D-E']);
  });
});

describe('RFC 8051 3.1.3 minimum perturbation', () => {
  const low = lsp('1', 'AE', 7, 7);
  const high = lsp('2', 'BE', 7, 0);

  test('J4a, tables 7 and 8: in order of arrival LSP 2 preempts LSP 1, which then takes A-C-E', () => {
    const computer = networkOf(MINIMUM_PERTURBATION);
    expect(inArrivalOrder(computer, [low, high])).toEqual(['A-C-D-E', 'B-C-D-E']);
    expect(computer.available(LinkId('CD'), 7)).toBe(-4);
    expect(nodesOf(computer.compute(low))).toBe('A-C-E');
  });

  test('J4a, tables 7 and 8: together neither has to be preempted, in every order', () => {
    expect(together(MINIMUM_PERTURBATION, [low, high])).toEqual({ 1: 'A-C-E', 2: 'B-C-D-E' });
  });
});

describe('RFC 8051 3.1.4 predictability', () => {
  const [one, two] = [lsp('1', 'AE', 7), lsp('2', 'BE', 7)];

  test('J5, tables 9 to 11: one after the other the placement depends on the order', () => {
    expect(inArrivalOrder(networkOf(PREDICTABILITY), [one, two])).toEqual(['A-C-E', 'B-C-D-E']);
    expect(inArrivalOrder(networkOf(PREDICTABILITY), [two, one])).toEqual(['B-C-E', 'A-C-D-E']);
  });

  test('J5, tables 9 to 11: together it is the same for both orders', () => {
    expect(together(PREDICTABILITY, [one, two])).toEqual({ 1: 'A-C-E', 2: 'B-C-D-E' });
  });

  test('J5: failure and recovery of C-E lead back to the same placement', () => {
    const computer = networkOf(PREDICTABILITY);
    const before = computer.computeTogether([one, two]).map(nodesOf);
    const degraded = networkOf({ ...PREDICTABILITY, CE: [1, 0] });
    expect(degraded.computeTogether([two, one]).map(nodesOf)).toEqual(['none: BANDWIDTH', 'A-C-D-E']);
    expect(networkOf(PREDICTABILITY).computeTogether([two, one]).map(nodesOf)).toEqual(before.toReversed());
  });
});

describe('RFC 8051 3.4.3 SRLG diversity', () => {
  /** X goes A-B-D, or by C when B fails; Y from E to D may go by B, in the same duct as X, or round by F. */
  const grouped = (srlgs: Readonly<Record<string, readonly number[]>>): PathComputer => {
    const computer = createPathComputer();
    const metrics = { AB: 1, BD: 1, AC: 2, CD: 2, EG: 1, GD: 1, EF: 3, FD: 3 };
    const nodes = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((id) => ({
      id: NodeId(id),
      name: id,
      routerId: `192.0.2.${id.charCodeAt(0)}`,
    }));
    const links = Object.entries(metrics).map(([ends, teMetric]) => ({
      id: LinkId(ends),
      source: NodeId(ends[0]!),
      target: NodeId(ends[1]!),
      teMetric,
      capacity: 10,
      reservable: 10,
      adminGroups: [],
      srlgs: srlgs[ends] ?? [],
      operational: true,
    }));
    computer.setTopology(nodes, links);
    return computer;
  };
  const claimed = (computer: PathComputer, links: readonly string[]): void =>
    computer.setClaim('X', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 1, links: links.map((link) => LinkId(link)) }],
    });
  const diverse = (computer: PathComputer, strict = true): string =>
    nodesOf(computer.computeDisjoint([lsp('Y', 'ED', 1)], { level: 'srlg', strict }, ['X']).computations[0]!);

  test('J10: Y avoids every shared risk group of the present path of X, known by its name alone', () => {
    const computer = grouped({ AB: [7], EG: [7] });
    claimed(computer, ['AB', 'BD']);
    expect(nodesOf(computer.compute(lsp('Y', 'ED', 1)))).toBe('E-G-D');
    expect(diverse(computer)).toBe('E-F-D');
  });

  test('J10: when X has moved, Y is judged by its new path', () => {
    const computer = grouped({ AB: [7], EG: [7], CD: [8], EF: [8] });
    claimed(computer, ['AB', 'BD']);
    expect(diverse(computer)).toBe('E-F-D');
    claimed(computer, ['AC', 'CD']);
    expect(diverse(computer)).toBe('E-G-D');
  });

  test('J10: where every way shares a risk, that is said, and the least is to be had on demand', () => {
    const computer = grouped({ AB: [7, 8], EG: [7, 8], FD: [7] });
    claimed(computer, ['AB', 'BD']);
    expect(diverse(computer)).toBe('none: DISJOINTNESS');
    expect(diverse(computer, false)).toBe('E-F-D');
  });

  test('J10: two requested together share no risk, whatever their ends', () => {
    const computer = grouped({ AB: [7], EG: [7] });
    const set = [lsp('X', 'AD', 1), lsp('Y', 'ED', 1)];
    for (const order of permutations(set)) {
      const { computations } = computer.computeDisjoint(order, { level: 'srlg', strict: true });
      expect(computations.map(nodesOf).sort()).toEqual(['A-C-D', 'E-G-D']);
    }
  });
});

describe('RFC 8051 3.4.1 protection', () => {
  /** Figure 3; protection capacity for one LSP on A-B and B-E. */
  const FIGURE_3: Table = { AB: [1, 2], BC: [1, 2], AE: [1, 2], BE: [2, 1], ED: [1, 2], CD: [1, 2] };
  const claims = (
    computer: PathComputer,
    name: string,
    working: readonly string[],
    backup: readonly string[],
  ): void => {
    const routes = (links: readonly string[]) => [{ bandwidth: 1, links: links.map((link) => LinkId(link)) }];
    const source = working[0]!.charAt(0);
    computer.setClaim(`${name} working`, { holdingPriority: 7, source, routes: routes(working) });
    const protects = `${name} working`;
    computer.setClaim(`${name} backup`, { holdingPriority: 7, source, routes: routes(backup), protects });
  };
  const protectedPair = (computer: PathComputer, without: readonly string[]): readonly string[] => {
    const asked = lsp('LSP2', 'BE', 1);
    const request = { ...asked.request, exclude: without };
    const { working, backup, exact } = computer.computeProtected({ ...asked, request }, 'link');
    expect(exact).toBe(true);
    return [nodesOf(working), nodesOf(backup)];
  };

  test('J8: the backup of B-A-E does not share B-E with that of A-E, as both can fail with A-E', () => {
    const computer = networkOf(FIGURE_3);
    claims(computer, 'LSP1', ['AE'], ['AB', 'BE']);
    claims(computer, 'LSP2', ['BA', 'AE'], ['BE']);
    // Both backups are needed at once: B-E, which has room for one, would be over its capacity.
    expect(computer.available(LinkId('BE'), 7)).toBe(-1);
  });

  test('J8: the backup of B-C-D-E shares B-E with that of A-E', () => {
    const computer = networkOf(FIGURE_3);
    claims(computer, 'LSP1', ['AE'], ['AB', 'BE']);
    claims(computer, 'LSP2', ['BC', 'CD', 'DE'], ['BE']);
    expect(computer.available(LinkId('BE'), 7)).toBe(0);
    expect(computer.ownersOver(LinkId('BE'))).toEqual(['LSP1 backup', 'LSP2 backup']);
  });

  test('J8: of the working paths the one is chosen that leaves a backup the shared capacity', () => {
    const computer = networkOf(FIGURE_3);
    claims(computer, 'LSP1', ['AE'], ['AB', 'BE']);
    // By B-A-E alone the backup would have to go B-C-D-E.
    expect(protectedPair(computer, ['CD'])).toEqual(['none: DISJOINTNESS', 'none: DISJOINTNESS']);
    expect(protectedPair(computer, ['AB', 'BA'])).toEqual(['B-C-D-E', 'B-E']);
    expect(protectedPair(computer, [])).toEqual(['B-A-E', 'B-C-D-E']);
  });
});
