import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import {
  type LinearModel,
  maxThroughputModel,
  minMaxModel,
} from '../../src/domain/computation/global/linear-model.js';
import { optimizeGlobally } from '../../src/domain/computation/global/optimize.js';
import type { Effort, GlobalGoal, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { type Column, type LinearProgram, linearPrograms } from '../support/linear-programs.js';
import { problems, sum } from './global-placement-oracle.js';

let leastCost: (program: LinearProgram) => number | undefined;

beforeAll(async () => {
  leastCost = await linearPrograms();
});

interface Drawn {
  readonly nodeCount: number;
  readonly links: readonly { readonly from: number; readonly to: number; readonly te: number }[];
}

/** Too large to look at every pair of paths. Half of them sparse, so that traps are common. */
const networks: fc.Arbitrary<Drawn> = fc
  .tuple(fc.integer({ min: 6, max: 16 }), fc.constantFrom(1.5, 2, 3), fc.constantFrom(1, 5, 100))
  .chain(([nodeCount, degree, spread]) =>
    fc
      .array(
        fc.record({
          from: fc.nat(nodeCount - 1),
          step: fc.integer({ min: 1, max: nodeCount - 1 }),
          te: fc.nat(spread),
        }),
        { minLength: nodeCount, maxLength: Math.floor(degree * nodeCount) },
      )
      .map((drawn) => ({
        nodeCount,
        links: drawn.map(({ from, step, te }) => ({ from, to: (from + step) % nodeCount, te })),
      })),
  );

/**
 * Two units from the first node to the last, one at most over each link: the matrix is totally unimodular, so the optimum
 * is that of two paths. `nodes`: one unit at most into each node between, which is what splitting the nodes says.
 */
function pairProgram({ nodeCount, links }: Drawn, nodes: boolean): LinearProgram {
  const last = nodeCount - 1;
  const conserved = Array.from({ length: nodeCount }, (_, node) => {
    const amount = node === 0 ? 2 : node === last ? -2 : 0;
    return [amount, amount] as const;
  });
  const into = Array.from({ length: nodes ? nodeCount : 0 }, (_, node) =>
    node === last ? ([0, 2] as const) : ([0, 1] as const),
  );
  const columns = links.map(({ from, to, te }) => ({
    cost: te,
    upper: 1,
    entries: [[from, 1], [to, -1], ...(nodes ? [[nodeCount + to, 1]] : [])] as [number, number][],
  }));
  return { rows: [...conserved, ...into], columns };
}

function costOfPair({ nodeCount, links }: Drawn, level: 'link' | 'node'): number | undefined {
  const nodes = Array.from({ length: nodeCount }, (_, index) => ({ id: NodeId(`n${index}`), name: '' }));
  const known = links.map(
    ({ from, to, te }, index): TopologyLink => ({
      id: LinkId(`l${String(index).padStart(3, '0')}`),
      source: NodeId(`n${from}`),
      target: NodeId(`n${to}`),
      sourceAddress: `10.1.${index}.1`,
      targetAddress: `10.1.${index}.2`,
      teMetric: te,
      capacity: 1,
      reservable: 1,
      adminGroups: [],
      srlgs: [],
      operational: true,
    }),
  );
  const computer = createPathComputer();
  computer.setTopology(nodes, known);
  const asked = {
    request: pathRequest({ source: 'n0', destination: `n${nodeCount - 1}` }),
    signalling: { setupType: 'RSVP_TE' as const },
  };
  const { computations, exact } = computer.computeDisjoint([asked, asked], { level, strict: true });
  expect(exact).toBe(true);
  if (computations.some(({ kind }) => kind === 'no-path')) return undefined;
  const taken = computations.flatMap((found) => (found.kind === 'path' ? found.path.path.links : []));
  expect(new Set(taken).size).toBe(taken.length);
  return sum(taken.map((id) => known.find((link) => link.id === id)!.teMetric!));
}

describe('disjoint pairs against minimum cost flows', () => {
  test.each(['link', 'node'] as const)('the sum of a %s-disjoint pair is the least', (level) => {
    fc.assert(
      fc.property(networks, (network) => {
        const least = leastCost(pairProgram(network, level === 'node'));
        const found = costOfPair(network, level);
        if (least === undefined) expect(found).toBeUndefined();
        else expect(found).toBeCloseTo(least, 6);
      }),
      { numRuns: cases(2000) },
    );
  });
});

const EFFORT: Effort = { seed: 7, steps: 3000 };
/** A bound holds whatever is found. */
const LITTLE: Effort = { seed: 7, steps: 300, mostPlacements: 500 };

const withoutExtras = (problem: GlobalProblem): GlobalProblem => ({
  ...problem,
  demands: problem.demands.map(({ id, source, destination, bandwidth }) => ({
    id,
    source,
    destination,
    bandwidth,
  })),
});

/** Too many placements to look at each of them. */
const some = problems({ nodes: 6, links: 14, demands: [3, 7], capacity: 12, bandwidth: 6 }).map(
  withoutExtras,
);
const crowded = problems({ nodes: 7, links: 24, demands: [15, 30], capacity: 60, bandwidth: 12 }).map(
  withoutExtras,
);

/** What the engine hands to a solver, solved by this one. */
function solved({ rowLower, rowUpper, cost, columnUpper, first, row, value, unit }: LinearModel) {
  const columns = Array.from(
    cost,
    (amount, column): Column => ({
      cost: amount,
      upper: columnUpper[column]!,
      entries: Array.from({ length: first[column + 1]! - first[column]! }, (_, at) => {
        const entry = first[column]! + at;
        return [row[entry]!, value[entry]!] as const;
      }),
    }),
  );
  const rows = Array.from(rowUpper, (upper, at) => [rowLower[at]!, upper] as const);
  return leastCost({ rows, columns })! * unit;
}

/**
 * One path for each demand, in whole numbers: an unknown for each demand and link, one for each demand that says whether it
 * is placed, and the utilisation. Written apart from the engine's own model.
 */
function wholeProgram({ graph, capacity, metric, demands }: GlobalProblem, goal: GlobalGoal): LinearProgram {
  const [nodeCount, linkCount] = [graph.nodes.length, graph.links.length];
  const mustAll = goal !== 'MAX_THROUGHPUT';
  const capacityRow = demands.length * nodeCount;
  const columns: Column[] = [];
  demands.forEach(({ source, destination, bandwidth }, demand) => {
    for (let link = 0; link < linkCount; link++) {
      columns.push({
        cost: goal === 'MIN_TOTAL_METRIC' ? metric[link]! : 0,
        upper: 1,
        isInteger: true,
        entries: [
          [demand * nodeCount + graph.source[link]!, 1],
          [demand * nodeCount + graph.target[link]!, -1],
          [capacityRow + link, bandwidth],
        ],
      });
    }
    columns.push({
      cost: goal === 'MAX_THROUGHPUT' ? -bandwidth : 0,
      upper: 1,
      isInteger: true,
      entries: [
        [demand * nodeCount + source, -1],
        [demand * nodeCount + destination, 1],
        [capacityRow + linkCount + demand, 1],
      ],
    });
  });
  const usesLoad = goal === 'MIN_MAX_UTILIZATION';
  if (usesLoad) {
    const entries = Array.from(capacity, (room, link) => [capacityRow + link, -room] as const);
    columns.push({ cost: 1, upper: 1, entries });
  }
  return {
    rows: [
      ...Array.from({ length: capacityRow }, () => [0, 0] as const),
      ...Array.from(capacity, (room) => [Number.NEGATIVE_INFINITY, usesLoad ? 0 : room] as const),
      ...demands.map(() => (mustAll ? ([1, 1] as const) : ([0, 1] as const))),
    ],
    columns,
  };
}

describe('placement against linear programs', () => {
  test('no placement has a lower utilisation than the bound, and none places more', () => {
    fc.assert(
      fc.property(fc.oneof(some, crowded), (problem) => {
        const even = optimizeGlobally(problem, 'MIN_MAX_UTILIZATION', LITTLE);
        if (even.placed === problem.demands.length) {
          const bound = solved(minMaxModel(problem));
          expect(bound).toBeLessThanOrEqual(even.utilization + 1e-9);
          expect(even.utilizationBound).toBeLessThanOrEqual(even.utilization + 1e-9);
        }
        const full = optimizeGlobally(problem, 'MAX_THROUGHPUT', LITTLE);
        expect(full.placedBandwidth).toBeLessThanOrEqual(-solved(maxThroughputModel(problem)) + 1e-6);
      }),
      { numRuns: cases(300) },
    );
  });

  test.each(['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'] as const)(
    '%s of few demands is the optimum in whole numbers',
    (goal) => {
      const missed = fc.sample(some, { numRuns: cases(150) }).filter((problem) => {
        const answer = optimizeGlobally(problem, goal, EFFORT);
        const least = leastCost(wholeProgram(problem, goal));
        if (goal === 'MAX_THROUGHPUT') return isWorse(answer.optimal, answer.placedBandwidth, -least!, -1);
        if (least === undefined) {
          expect(answer.placed).toBeLessThan(problem.demands.length);
          return false;
        }
        if (answer.placed < problem.demands.length) {
          expect(answer.optimal).toBe(false);
          return true;
        }
        const reached = goal === 'MIN_TOTAL_METRIC' ? answer.totalMetric : answer.utilization;
        return isWorse(answer.optimal, reached, least, 1);
      });
      expect(missed.length).toBeLessThanOrEqual(cases(4));
    },
  );
});

/** `sign` 1: less is better. Never better than the optimum, and not worse where it says that it is the optimum. */
function isWorse(optimal: boolean, reached: number, optimum: number, sign: 1 | -1): boolean {
  const behind = sign * (reached - optimum);
  expect(behind).toBeGreaterThanOrEqual(-1e-6);
  if (optimal) expect(behind).toBeLessThanOrEqual(1e-6);
  return behind > 1e-6;
}
