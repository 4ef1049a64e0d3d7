// LSPs that are to have more bandwidth: whom that moves, and in which order (RFC 8051 3.2).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Effort, GlobalDemand, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { reoptimize } from '../../src/domain/computation/global/reoptimize.js';
import { cases } from '../support/cases.js';
import {
  type Held,
  misplaced,
  overloadsInRandomInterleaving,
  type PlayedNetwork,
} from '../support/move-order-simulator.js';
import { allPaths, problems } from './global-placement-oracle.js';

const EFFORT: Effort = { seed: 7, steps: 1_500 };
const WISH = { goal: 'MAX_THROUGHPUT', scope: 'INCREMENTAL', order: { allowRelease: false } } as const;
const RUNS = { numRuns: cases(600) };

/** The LSPs that have a path, of which some want so much more than they hold. */
function resized(problem: GlobalProblem, more: readonly number[]): GlobalProblem {
  const demands = problem.demands
    .filter(({ current }) => current !== undefined)
    .map((demand, index): GlobalDemand => {
      const by = more[index] ?? 0;
      if (by === 0) return demand;
      const { current, bandwidth, ...rest } = demand;
      return { ...rest, bandwidth: bandwidth + by, held: { path: current!, bandwidth } };
    });
  return { ...problem, demands };
}

const heldBy = ({ current, held, bandwidth }: GlobalDemand): Held => held ?? { path: current!, bandwidth };

const networkOf = ({ capacity, demands }: GlobalProblem): PlayedNetwork => ({
  capacity: [...capacity],
  background: [...capacity].map(() => 0),
  present: new Map(demands.map((demand) => [demand.id, heldBy(demand)])),
});

/** Whether all fit somewhere at once with what they want. */
function fits(problem: GlobalProblem, room = Float64Array.from(problem.capacity), from = 0): boolean {
  const demand = problem.demands[from];
  if (demand === undefined) return true;
  return allPaths(problem, demand).some((path) => {
    if (path.some((link) => room[link]! < demand.bandwidth)) return false;
    const left = room.slice();
    for (const link of path) left[link]! -= demand.bandwidth;
    return fits(problem, left, from + 1);
  });
}

const more = fc.array(fc.nat(4), { minLength: 1, maxLength: 4 });
const wanted = fc.array(fc.nat(9), { minLength: 20, maxLength: 20 });
const tiny = problems({ nodes: 4, links: 8, demands: [2, 4], capacity: 9, bandwidth: 5 });
const crowded = problems({ nodes: 7, links: 24, demands: [10, 20], capacity: 60, bandwidth: 12 });

describe('resizing LSPs', () => {
  test('overloads no link at any moment, and leaves everybody a path with its bandwidth', () => {
    fc.assert(
      fc.property(crowded, wanted, fc.infiniteStream(fc.nat()), (placed, by, drawn) => {
        const problem = resized(placed, by);
        const outcome = reoptimize(problem, WISH, EFFORT);
        if (outcome.kind !== 'plan') return;
        const network = networkOf(problem);
        const { steps } = outcome.order;
        expect(misplaced(network, steps)).toEqual([]);
        const below = (limit: number): number => drawn.next().value! % limit;
        expect(overloadsInRandomInterleaving(network, steps, below).happenings).toBe(0);
        const end = new Map<string, Held | undefined>(network.present);
        for (const { lsp, to } of steps) end.set(lsp, to);
        for (const demand of problem.demands) {
          const bandwidth = end.get(demand.id)?.bandwidth;
          expect([demand.bandwidth, heldBy(demand).bandwidth]).toContain(bandwidth);
          const isNotDone = outcome.notDone.some(({ lsp }) => lsp === demand.id);
          if (!isNotDone) expect(bandwidth).toBe(demand.bandwidth);
        }
      }),
      RUNS,
    );
  });

  test('finds a place for all of them where there is one, unless nobody can get there without a break', () => {
    let placed = 0;
    fc.assert(
      fc.property(tiny, more, (drawn, by) => {
        const problem = resized(drawn, by);
        const isWanted = problem.demands.some(({ held }) => held !== undefined);
        if (!isWanted || !fits(problem)) return;
        const outcome = reoptimize(problem, WISH, EFFORT);
        if (outcome.notDone.length > 0) {
          expect(outcome.notDone.every(({ reason }) => reason !== 'NO_PATH')).toBe(true);
          return;
        }
        placed += 1;
        const resizedTo = outcome.kind === 'plan' ? outcome.order.steps : [];
        for (const { id, held, bandwidth } of problem.demands) {
          if (held === undefined) continue;
          expect(resizedTo.findLast(({ lsp }) => lsp === id)?.to?.bandwidth).toBe(bandwidth);
        }
      }),
      RUNS,
    );
    expect(placed).toBeGreaterThan(cases(600) / 10);
  });
});
