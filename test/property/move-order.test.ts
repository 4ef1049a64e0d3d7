import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderMoves } from '../../src/domain/computation/global/move-order/order-moves.js';
import type {
  MoveOrder,
  OrderPolicy,
  OrderProblem,
} from '../../src/domain/computation/global/move-order/problem.js';
import { cases } from '../support/cases.js';
import {
  misplaced,
  overloadsInEveryInterleaving,
  overloadsInRandomInterleaving,
} from '../support/move-order-simulator.js';
import {
  fewestReleases,
  isReachableWithDetours,
  mostMoved,
  networkOf,
  orderProblems,
} from './move-order-oracle.js';

const tiny = orderProblems({ nodes: 3, links: 6, lsps: 5, capacity: 9, bandwidth: 6 });
const small = orderProblems({ nodes: 4, links: 9, lsps: 6, capacity: 9, bandwidth: 6 });
const crowded = fc.oneof(
  orderProblems({ nodes: 2, links: 8, lsps: 7, capacity: 9, bandwidth: 4, isCrowded: true }),
  orderProblems({ nodes: 3, links: 8, lsps: 7, capacity: 9, bandwidth: 4, isCrowded: true }),
);
const large = orderProblems({ nodes: 8, links: 30, lsps: 60, capacity: 60, bandwidth: 12 });

const DIRECT: OrderPolicy = { allowTemporaryPaths: false };
const policies: fc.Arbitrary<OrderPolicy> = fc.record({
  allowTemporaryPaths: fc.boolean(),
  allowRelease: fc.boolean(),
});

/** Where everybody is in the end. */
const endOf = (problem: OrderProblem, { steps }: MoveOrder) => {
  const places = new Map(problem.lsps.map(({ id, present }) => [id, present]));
  for (const { lsp, to } of steps) places.set(lsp, to);
  return places;
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const toMove = ({ lsps }: OrderProblem): number =>
  lsps.filter(({ present, target }) => !isSame(present, target)).length;

describe('the order of moves', () => {
  test('never loads a link above its capacity, in whatever order the steps of a wave come about', () => {
    fc.assert(
      fc.property(fc.oneof(small, crowded), policies, (problem, policy) => {
        const { steps } = orderMoves(problem, policy);
        fc.pre(steps.length <= 9);
        const network = networkOf(problem);
        expect(misplaced(network, steps)).toEqual([]);
        expect(overloadsInEveryInterleaving(network, steps, 'IN_WAVES')).toBe(0);
        expect(overloadsInEveryInterleaving(network, steps, 'AS_READY')).toBe(0);
      }),
      { numRuns: cases(1000) },
    );
  });

  test('is looked at by a simulator that finds what moving all at once overloads', () => {
    const drawn = fc.sample(crowded, { numRuns: cases(200) });
    const overloading = drawn.filter((problem) => {
      const { steps } = orderMoves(problem);
      const atOnce = steps.map((step) => ({ ...step, wave: 0, after: [] }));
      return overloadsInEveryInterleaving(networkOf(problem), atOnce, 'AS_READY') > 0;
    });
    const isOverloadedInOrder = overloading.some((problem) => {
      const { steps } = orderMoves(problem);
      return overloadsInEveryInterleaving(networkOf(problem), steps, 'AS_READY') > 0;
    });
    expect(overloading.length).toBeGreaterThan(0);
    expect(isOverloadedInOrder).toBe(false);
  });

  test('never loads a link above its capacity with many LSPs either', () => {
    fc.assert(
      fc.property(large, policies, fc.infiniteStream(fc.nat()), (problem, policy, drawn) => {
        const { steps } = orderMoves(problem, { ...policy, work: 2_000_000 });
        const network = networkOf(problem);
        expect(misplaced(network, steps)).toEqual([]);
        for (let round = 0; round < 3; round++) {
          const below = (limit: number): number => drawn.next().value! % limit;
          expect(overloadsInRandomInterleaving(network, steps, below).happenings).toBe(0);
        }
      }),
      { numRuns: cases(100) },
    );
  });

  test('ends where it was to, or says who stays', () => {
    fc.assert(
      fc.property(fc.oneof(small, crowded, large), policies, (problem, policy) => {
        const order = orderMoves(problem, { ...policy, work: 2_000_000 });
        const ends = endOf(problem, order);
        const staying = new Set(order.staying.map(({ lsp }) => lsp));
        for (const { id, present, target } of problem.lsps) {
          expect(ends.get(id)).toEqual(staying.has(id) ? present : target);
        }
        if (policy.allowTemporaryPaths === false) expect(order.detoured).toEqual([]);
        if (policy.allowRelease === false) expect(order.released).toEqual([]);
      }),
      { numRuns: cases(500) },
    );
  });

  test('without temporary paths moves as many as the best of all orders', () => {
    fc.assert(
      fc.property(fc.oneof(small, crowded, crowded), (problem) => {
        const { staying, exhaustive } = orderMoves(problem, DIRECT);
        expect(exhaustive).toBe(true);
        expect(toMove(problem) - staying.length).toBe(mostMoved(problem));
      }),
      { numRuns: cases(3000) },
    );
  });

  test('uses no temporary path and releases nobody where some order needs none', () => {
    fc.assert(
      fc.property(fc.oneof(small, crowded), (problem) => {
        fc.pre(mostMoved(problem) === toMove(problem));
        const { steps, staying, detoured, released } = orderMoves(problem, { allowRelease: true });
        expect([steps.length, staying, detoured, released]).toEqual([toMove(problem), [], [], []]);
      }),
      { numRuns: cases(1000) },
    );
  });

  test('releases the fewest, and only where nothing else helps', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), (problem) => {
        const { staying, released } = orderMoves(problem, { ...DIRECT, allowRelease: true });
        expect([staying, released.length]).toEqual([[], fewestReleases(problem)]);
      }),
      { numRuns: cases(1000) },
    );
  });

  test('leaves nobody waiting with temporary paths where none would help', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), (problem) => {
        const { staying } = orderMoves(problem);
        if (isReachableWithDetours(problem, 4000) === false) expect(staying).not.toEqual([]);
        expect(staying.length).toBeLessThanOrEqual(toMove(problem) - mostMoved(problem));
      }),
      { numRuns: cases(300) },
    );
  });

  test('nearly always finds temporary paths where there are some', () => {
    const drawn = fc
      .sample(fc.oneof(tiny, crowded), { numRuns: cases(2000) })
      .filter(
        (problem) => mostMoved(problem) < toMove(problem) && isReachableWithDetours(problem, 4000) === true,
      );
    const missed = drawn.filter((problem) => orderMoves(problem).staying.length > 0);
    expect(drawn.length).toBeGreaterThan(0);
    expect(missed.length).toBeLessThanOrEqual(drawn.length / 50);
  });

  test('does not depend on the order in which the LSPs are given', () => {
    fc.assert(
      fc.property(fc.oneof(small, crowded, large), policies, (problem, policy) => {
        const other = { ...problem, lsps: [...problem.lsps].reverse() };
        const bounded = { ...policy, work: 2_000_000 };
        expect(orderMoves(other, bounded)).toEqual(orderMoves(problem, bounded));
      }),
      { numRuns: cases(200) },
    );
  });
});
