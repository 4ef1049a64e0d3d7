import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type MoveWish, replaceWithFewMoves } from '../../src/domain/computation/global/few-moves.js';
import { preemptFewest } from '../../src/domain/computation/global/preemption.js';
import type { Effort, GlobalDemand, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { cases } from '../support/cases.js';
import {
  allPaths,
  bestOfAll,
  compareVectors,
  graphOf,
  isWithinCapacity,
  movesOf,
  type Paths,
  placedOf,
  problemOf,
  problems,
  sum,
  utilizationOf,
} from './global-placement-oracle.js';

const EFFORT: Effort = { seed: 7, steps: 3000 };

const tiny = problems({ nodes: 4, links: 8, demands: [1, 4], capacity: 9, bandwidth: 6 });
const crowded = problems({ nodes: 7, links: 24, demands: [20, 40], capacity: 60, bandwidth: 12 });

const wishes: fc.Arbitrary<MoveWish> = fc.record(
  { targetUtilization: fc.constantFrom(0.3, 0.5, 0.8), maxMoves: fc.nat(3) },
  { requiredKeys: [] },
);

/**
 * Placed, target reached, then moves and utilisation in the order that the wish asks for; undefined: too many moves.
 */
function vectorOf(problem: GlobalProblem, wish: MoveWish, paths: Paths): number[] | undefined {
  const moves = movesOf(problem, paths);
  if (moves > (wish.maxMoves ?? Number.POSITIVE_INFINITY)) return undefined;
  const utilization = utilizationOf(problem, paths);
  const isThere = utilization <= (wish.targetUtilization ?? 0) + 1e-12;
  const wanted = isThere ? [1, -moves, -utilization] : [0, -utilization, -moves];
  return [...placedOf(problem, paths), ...wanted];
}

describe('placing anew with few moves', () => {
  test('of few demands is the best of all placements', () => {
    fc.assert(
      fc.property(tiny, wishes, (problem, wish) => {
        const { paths } = replaceWithFewMoves(problem, wish, EFFORT);
        const best = bestOfAll(problem, (choice) => vectorOf(problem, wish, choice));
        expect(compareVectors(vectorOf(problem, wish, paths)!, best!)).toBe(0);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('is nearly always the best of all placements by search alone', () => {
    const some = problems({ nodes: 5, links: 12, demands: [3, 5], capacity: 9, bandwidth: 6 });
    const drawn = fc.sample(fc.tuple(some, wishes), { numRuns: cases(200) });
    const missed = drawn.filter(([problem, wish]) => {
      const { paths } = replaceWithFewMoves(problem, wish, { ...EFFORT, mostPlacements: 0 });
      const best = bestOfAll(problem, (choice) => vectorOf(problem, wish, choice))!;
      return compareVectors(vectorOf(problem, wish, paths)!, best) < 0;
    });
    expect(missed.length).toBeLessThanOrEqual(cases(6));
  });

  test('keeps to the moves and the capacities, and makes nothing worse', () => {
    fc.assert(
      fc.property(crowded, wishes, (problem, wish) => {
        const { paths, utilizationBefore } = replaceWithFewMoves(problem, wish, { seed: 1, steps: 2000 });
        const current = problem.demands.map((demand) => demand.current);
        expect(isWithinCapacity(problem, paths)).toBe(true);
        expect(utilizationBefore).toBeCloseTo(utilizationOf(problem, current), 12);
        const [after, before] = [paths, current].map((some) => vectorOf(problem, wish, some));
        expect(after).toBeDefined();
        expect(compareVectors(after!, before!)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: cases(60) },
    );
  });

  test('moves one large LSP rather than many small ones', () => {
    const graph = graphOf(4, [
      { from: 0, to: 1, capacity: 100, metric: 1 },
      { from: 0, to: 2, capacity: 100, metric: 1 },
      { from: 2, to: 1, capacity: 100, metric: 1 },
      { from: 0, to: 3, capacity: 100, metric: 1 },
      { from: 3, to: 1, capacity: 100, metric: 1 },
    ]);
    const demands = [30, 30, ...Array.from({ length: 30 }, () => 1)].map((bandwidth, index) => ({
      id: `d${index}`,
      source: 0,
      destination: 1,
      bandwidth,
      current: [0],
    }));
    const problem = problemOf(graph, demands);
    const one = replaceWithFewMoves(problem, { targetUtilization: 0.6 }, EFFORT);
    expect(one.moves.map(({ demand }) => demand.bandwidth)).toEqual([30]);
    const two = replaceWithFewMoves(problem, { maxMoves: 2 }, EFFORT);
    expect(two.moves.map(({ demand }) => demand.bandwidth)).toEqual([30, 30]);
    expect(two.utilization).toBe(0.3);
    expect(replaceWithFewMoves(problem, { maxMoves: 0 }, EFFORT).moves).toEqual([]);
  });

  test('places what is new without moving anything where there is room', () => {
    fc.assert(
      fc.property(crowded, (problem) => {
        const { paths } = replaceWithFewMoves(problem, { maxMoves: 0 }, EFFORT);
        expect(movesOf(problem, paths)).toBe(0);
        problem.demands.forEach((demand, index) => {
          if (paths[index] !== undefined) return;
          const alone = { ...demand, bandwidth: 0 };
          for (const path of allPaths(problem, alone)) {
            const withIt = paths.map((other, at) => (at === index ? path : other));
            expect(isWithinCapacity(problem, withIt)).toBe(false);
          }
        });
      }),
      { numRuns: cases(40) },
    );
  });
});

/** Fewest demands to take out so that the arrivals have room, over all their paths. */
function fewestDisrupted(problem: GlobalProblem, level: number): { bandwidth: number; disrupted: number } {
  const placed = problem.demands.map((demand) => demand.current);
  const arrivals = [...placed.keys()].filter((index) => placed[index] === undefined);
  const movable = [...placed.keys()].filter(
    (index) => placed[index] !== undefined && problem.demands[index]!.priority! > level,
  );
  let best = { bandwidth: 0, disrupted: 0 };
  const choose = (at: number, paths: Paths): void => {
    const arrival = arrivals[at];
    if (arrival !== undefined) {
      for (const path of [undefined, ...allPaths(problem, problem.demands[arrival]!)]) {
        choose(
          at + 1,
          paths.map((other, index) => (index === arrival ? path : other)),
        );
      }
      return;
    }
    const bandwidth = sum(arrivals.map((index) => (paths[index] ? problem.demands[index]!.bandwidth : 0)));
    for (let out = 0; out < 2 ** movable.length; out++) {
      const gone = movable.filter((_, bit) => (out >> bit) & 1);
      const disrupted = gone.length;
      if (compareVectors([bandwidth, -disrupted], [best.bandwidth, -best.disrupted]) <= 0) continue;
      if (
        isWithinCapacity(
          problem,
          paths.map((path, index) => (gone.includes(index) ? undefined : path)),
        )
      ) {
        best = { bandwidth, disrupted };
      }
    }
  };
  choose(0, placed);
  return best;
}

/** LSPs of priority 5 and 7 everywhere, and a few of priority 3 that arrive. */
const withArrivals = (drawn: Parameters<typeof problems>[0], most: number): fc.Arbitrary<GlobalProblem> =>
  problems(drawn).map((problem) => {
    let arrivals = 0;
    const demands = problem.demands.flatMap((demand, index): GlobalDemand[] => {
      if (demand.current !== undefined)
        return [{ ...demand, priority: index % 3 === 0 ? 3 : index % 2 === 0 ? 5 : 7 }];
      arrivals += 1;
      return arrivals > most ? [] : [{ ...demand, priority: 3 }];
    });
    return { ...problem, demands };
  });

describe('preemption', () => {
  test('disrupts the fewest LSPs, not links', () => {
    const graph = graphOf(4, [
      { from: 0, to: 1, capacity: 10, metric: 1 },
      { from: 1, to: 2, capacity: 10, metric: 1 },
      { from: 2, to: 3, capacity: 10, metric: 1 },
      { from: 0, to: 3, capacity: 10, metric: 1 },
    ]);
    // Three links with one LSP over all of them, against one link with two LSPs.
    const lsp = (id: string, source: number, destination: number, bandwidth: number, current: number[]) => ({
      id,
      source,
      destination,
      bandwidth,
      priority: 7,
      current,
    });
    const demands = [
      lsp('long', 0, 3, 10, [0, 1, 2]),
      lsp('one', 0, 3, 5, [3]),
      lsp('two', 0, 3, 5, [3]),
      { id: 'new', source: 0, destination: 3, bandwidth: 8, priority: 1 },
    ];
    const answer = preemptFewest(problemOf(graph, demands), EFFORT);
    expect(answer.disrupted.map(({ id }) => id)).toEqual(['long']);
    expect(answer.paths[3]).toEqual([0, 1, 2]);
  });

  test('disrupts one LSP of middle priority rather than two of the lowest', () => {
    const graph = graphOf(2, [
      { from: 0, to: 1, capacity: 10, metric: 1 },
      { from: 0, to: 1, capacity: 10, metric: 2 },
    ]);
    const lsp = (id: string, priority: number, bandwidth: number, current: number[]) => ({
      id,
      source: 0,
      destination: 1,
      bandwidth,
      priority,
      current,
    });
    const demands = [
      lsp('low', 7, 5, [0]),
      lsp('lower', 7, 5, [0]),
      lsp('middle', 5, 10, [1]),
      { id: 'new', source: 0, destination: 1, bandwidth: 10, priority: 1 },
    ];
    const { disrupted, paths } = preemptFewest(problemOf(graph, demands), EFFORT);
    expect(disrupted.map(({ id }) => id)).toEqual(['middle']);
    expect(paths).toEqual([[0], [0], undefined, [1]]);
  });

  test('disrupts as few as an oracle that tries every set', () => {
    const small = withArrivals({ nodes: 4, links: 8, demands: [4, 8], capacity: 9, bandwidth: 6 }, 2);
    fc.assert(
      fc.property(small, (problem) => {
        const { paths, disrupted } = preemptFewest(problem, EFFORT);
        const arrived = problem.demands.map(({ current, bandwidth }, index) =>
          current === undefined && paths[index] !== undefined ? bandwidth : 0,
        );
        expect({ bandwidth: sum(arrived), disrupted: disrupted.length }).toEqual(fewestDisrupted(problem, 3));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('moves nobody of the same or a higher priority, and leaves nobody out who has room', () => {
    const many = withArrivals({ nodes: 7, links: 24, demands: [20, 40], capacity: 60, bandwidth: 12 }, 10);
    fc.assert(
      fc.property(many, (problem) => {
        const { paths, disrupted, moves } = preemptFewest(problem, EFFORT);
        expect(isWithinCapacity(problem, paths)).toBe(true);
        expect(disrupted.every(({ priority }) => priority! > 3)).toBe(true);
        const changed = moves
          .filter(({ demand }) => demand.current !== undefined)
          .map(({ demand }) => demand.id);
        expect(disrupted.map(({ id }) => id)).toEqual(expect.arrayContaining(changed));
        problem.demands.forEach((demand, index) => {
          if (paths[index] !== undefined) return;
          for (const path of allPaths(problem, demand)) {
            const withIt = paths.map((other, at) => (at === index ? path : other));
            expect(isWithinCapacity(problem, withIt)).toBe(false);
          }
        });
      }),
      { numRuns: cases(60) },
    );
  });
});
