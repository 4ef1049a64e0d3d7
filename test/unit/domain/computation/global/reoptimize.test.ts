import { describe, expect, test } from '@jest/globals';
import { orderMoves } from '../../../../../src/domain/computation/global/move-order/order-moves.js';
import type { GlobalDemand, GlobalProblem } from '../../../../../src/domain/computation/global/problem.js';
import type {
  Reoptimization,
  ReoptimizationPlan,
  ReoptimizationWish,
} from '../../../../../src/domain/computation/global/reoptimization.js';
import { reoptimize } from '../../../../../src/domain/computation/global/reoptimize.js';
import { graphOf, problemOf } from '../../../../property/global-placement-oracle.js';

const [A, B, C, D, E] = [0, 1, 2, 3, 4] as const;
const AC = 0;
const BC = 1;
const CD = 2;
const DE = 3;
const CE = 4;

/** The network of RFC 8051 figure 1, one direction. */
const figure1 = (ce: { readonly metric: number; readonly capacity: number }) =>
  graphOf(5, [
    { from: A, to: C, capacity: 10, metric: 1 },
    { from: B, to: C, capacity: 10, metric: 1 },
    { from: C, to: D, capacity: 10, metric: 1 },
    { from: D, to: E, capacity: 10, metric: 1 },
    { from: C, to: E, ...ce },
  ]);

const lsp = (
  id: string,
  source: number,
  destination: number,
  bandwidth: number,
  current?: number[],
): GlobalDemand => ({
  id,
  source,
  destination,
  bandwidth,
  ...(current === undefined ? {} : { current }),
});

const EFFORT = { seed: 1, steps: 5000 };
const run = (problem: GlobalProblem, wish: ReoptimizationWish): Reoptimization =>
  reoptimize(problem, wish, EFFORT);

function planOf(problem: GlobalProblem, wish: ReoptimizationWish): ReoptimizationPlan {
  const outcome = run(problem, wish);
  if (outcome.kind !== 'plan') throw new Error(`no plan: ${outcome.reason}`);
  return outcome;
}

const shown = ({ order }: ReoptimizationPlan) =>
  order.steps.map(({ lsp: id, action, to, wave }) =>
    `${wave} ${action} ${id} ${to?.path.join('-') ?? ''}`.trim(),
  );

const THROUGHPUT: ReoptimizationWish = { goal: 'MAX_THROUGHPUT', scope: 'INCREMENTAL' };
const CHEAPER: ReoptimizationWish = { goal: 'MIN_TOTAL_METRIC', scope: 'INCREMENTAL' };
const LEVEL: ReoptimizationWish = { goal: 'MIN_MAX_UTILIZATION', scope: 'INCREMENTAL' };

describe('reoptimization of the examples of RFC 8051', () => {
  test('moves the first LSP out of the way before the second one is set up (3.1.1)', () => {
    const problem = problemOf(figure1({ metric: 10, capacity: 5 }), [
      lsp('LSP1', A, E, 5, [AC, CD, DE]),
      lsp('LSP2', B, E, 10),
    ]);
    const plan = planOf(problem, THROUGHPUT);
    expect(shown(plan)).toEqual(['0 MOVE LSP1 0-4', '1 SET_UP LSP2 1-2-3']);
    expect(plan.order.steps[1]!.after).toEqual([0]);
    expect([plan.before.placedBandwidth, plan.after.placedBandwidth]).toEqual([5, 15]);
    expect([plan.moved, plan.setUp, plan.notDone]).toEqual([['LSP1'], ['LSP2'], []]);
  });

  test('makes room for an LSP of high priority without preemption, by the fewest moves (3.1.3)', () => {
    const graph = figure1({ metric: 10, capacity: 10 });
    const late = { ...lsp('LSP2', B, E, 7), priority: 0 };
    const present = lsp('LSP1', A, E, 7, [AC, CD, DE]);
    const onShortest = planOf(problemOf(graph, [present, { ...late, metricBound: 3 }]), THROUGHPUT);
    expect(shown(onShortest)).toEqual(['0 MOVE LSP1 0-4', '1 SET_UP LSP2 1-2-3']);
    // Where any path will do nobody has to move.
    expect(shown(planOf(problemOf(graph, [present, late]), THROUGHPUT))).toEqual(['0 SET_UP LSP2 1-4']);
    // One LSP of 4 is enough, where two of 2 would do as well.
    const some = [
      lsp('a', A, E, 2, [AC, CD, DE]),
      lsp('b', A, E, 4, [AC, CD, DE]),
      lsp('c', A, E, 2, [AC, CD, DE]),
    ];
    const arrival = { ...lsp('new', B, E, 6), priority: 0, metricBound: 3 };
    const few = planOf(problemOf(graph, [...some, arrival]), THROUGHPUT);
    expect([few.moved, few.setUp]).toEqual([['b'], ['new']]);
  });

  test('comes to the same placement whatever the order of arrival was (3.1.4)', () => {
    const graph = figure1({ metric: 1, capacity: 10 });
    const firstFirst = problemOf(graph, [lsp('LSP1', A, E, 7, [AC, CE]), lsp('LSP2', B, E, 7, [BC, CD, DE])]);
    const secondFirst = problemOf(graph, [
      lsp('LSP1', A, E, 7, [AC, CD, DE]),
      lsp('LSP2', B, E, 7, [BC, CE]),
    ]);
    const wish: ReoptimizationWish = {
      goal: 'MIN_TOTAL_METRIC',
      scope: 'PREDICTABLE',
      order: { allowRelease: true },
    };
    const outcomes = [firstFirst, secondFirst].map((problem) => ({ problem, outcome: run(problem, wish) }));
    const ends = outcomes.map(({ problem, outcome }) => {
      const places = new Map(problem.demands.map(({ id, current }) => [id, current]));
      if (outcome.kind === 'plan')
        for (const { lsp: id, to } of outcome.order.steps) places.set(id, [...(to?.path ?? [])]);
      return Object.fromEntries(places);
    });
    expect(ends[0]).toEqual(ends[1]);
    // Both paths are full, so to change places one of them has to let go.
    const released = outcomes.map(({ outcome }) =>
      outcome.kind === 'plan' ? outcome.order.released.length : 0,
    );
    expect(released.sort()).toEqual([0, 1]);
    // By metric alone there is nothing to gain: nothing moves.
    for (const { problem } of outcomes)
      expect(run(problem, CHEAPER)).toMatchObject({ kind: 'none', gain: 0 });
  });

  test('gives freed resources to the LSP on the long path (3.6)', () => {
    const graph = figure1({ metric: 10, capacity: 10 });
    const waiting = lsp('Z', A, E, 7, [AC, CE]);
    const occupied = problemOf(graph, [waiting, lsp('occupant', B, E, 7, [BC, CD, DE])]);
    expect(run(occupied, CHEAPER)).toMatchObject({ kind: 'none', reason: 'NOTHING_BETTER' });
    const plan = planOf(problemOf(graph, [waiting]), CHEAPER);
    expect(shown(plan)).toEqual(['0 MOVE Z 0-2-3']);
    expect([plan.before.totalMetric, plan.after.totalMetric]).toEqual([11, 3]);
  });

  test('defragments a bundle by a single move (3.7)', () => {
    const bundle = graphOf(2, [
      { from: 0, to: 1, capacity: 10, metric: 1 },
      { from: 0, to: 1, capacity: 10, metric: 1 },
    ]);
    const problem = problemOf(bundle, [
      lsp('a', 0, 1, 3, [0]),
      lsp('b', 0, 1, 3, [0]),
      lsp('c', 0, 1, 3, [1]),
      lsp('new', 0, 1, 8),
    ]);
    const plan = planOf(problem, THROUGHPUT);
    expect(shown(plan)).toEqual(['0 MOVE c 0', '1 SET_UP new 1']);
    expect(run(problem, { ...THROUGHPUT, maxMoves: 0 })).toMatchObject({
      kind: 'none',
      notDone: [{ lsp: 'new', reason: 'NO_PATH' }],
    });
  });
});

describe('what a move must be worth', () => {
  /** Two equal links, all on the first one. */
  const pair = (bandwidths: readonly number[]) =>
    problemOf(
      graphOf(2, [
        { from: 0, to: 1, capacity: 100, metric: 1 },
        { from: 0, to: 1, capacity: 100, metric: 1 },
      ]),
      bandwidths.map((bandwidth, index) => lsp(`l${index}`, 0, 1, bandwidth, [0])),
    );

  test('leaves moves that earn less where they are', () => {
    const problem = pair([40, 30, 2, 1]);
    expect(planOf(problem, LEVEL).after.utilization).toBeCloseTo(0.4, 9);
    const worthwhile = planOf(problem, { ...LEVEL, minGainPerMove: 0.05 });
    expect(worthwhile.moved.length).toBe(1);
    expect(worthwhile.gain).toBeGreaterThan(0.25);
  });

  test('plans nothing for less than the gain asked for', () => {
    expect(run(pair([40, 30]), { ...LEVEL, minGain: 0.2 }).kind).toBe('plan');
    expect(run(pair([40, 30]), { ...LEVEL, minGain: 0.4 })).toMatchObject({
      kind: 'none',
      reason: 'GAIN_TOO_SMALL',
    });
  });

  test('moves only those that may', () => {
    const plan = planOf(pair([40, 30, 20]), { ...LEVEL, mayMove: new Set(['l2']) });
    expect(plan.moved).toEqual(['l2']);
    expect([plan.before.utilization, plan.after.utilization]).toEqual([0.9, 0.7]);
  });

  test('keeps to the number of moves, globally as well', () => {
    const problem = pair([10, 10, 10, 10, 10, 10]);
    for (const scope of ['INCREMENTAL', 'GLOBAL'] as const) {
      const { moved, after } = planOf(problem, { goal: 'MIN_MAX_UTILIZATION', scope, maxMoves: 2 });
      expect([moved.length, after.utilization]).toEqual([2, 0.4]);
    }
  });
});

describe('a deadlock', () => {
  /** Three parallel links; two LSPs that are to change places. */
  const swap = (spare: number) => {
    const graph = graphOf(
      2,
      [10, 10, spare].map((capacity) => ({ from: 0, to: 1, capacity, metric: 1 })),
    );
    const on = (link: number, bandwidth: number) => ({ path: [link], bandwidth });
    return {
      graph,
      capacity: graph.reservable,
      metric: graph.igpMetric,
      lsps: [
        { id: 'a', present: on(0, 8), target: on(1, 8) },
        { id: 'b', present: on(1, 6), target: on(0, 6) },
      ],
    };
  };
  const actions = (order: ReturnType<typeof orderMoves>) =>
    order.steps.map(({ lsp: id, action }) => `${action} ${id}`);

  test('is broken by a temporary path for one of the LSPs', () => {
    const order = orderMoves(swap(6));
    expect(actions(order)).toEqual(['DETOUR b', 'MOVE a', 'MOVE b']);
    expect([order.waves, order.detoured, order.released]).toEqual([3, ['b'], []]);
  });

  test('is broken by the release of the smaller LSP where that is allowed and nothing else helps', () => {
    const order = orderMoves(swap(5), { allowRelease: true });
    expect(actions(order)).toEqual(['RELEASE b', 'MOVE a', 'SET_UP b']);
    expect([order.detoured, order.released]).toEqual([[], ['b']]);
    expect(actions(orderMoves(swap(6), { allowRelease: true }))[0]).toBe('DETOUR b');
  });

  test('leaves both where they are otherwise, and says who waits for whom', () => {
    const order = orderMoves(swap(5));
    expect(order.steps).toEqual([]);
    expect(order.staying).toEqual([
      { lsp: 'a', reason: 'DEADLOCK', link: 1, waitsFor: ['b'] },
      { lsp: 'b', reason: 'DEADLOCK', link: 0, waitsFor: ['a'] },
    ]);
  });

  test('gets an LSP that stays out of the way for a while and back', () => {
    const graph = graphOf(
      2,
      [10, 10, 4].map((capacity) => ({ from: 0, to: 1, capacity, metric: 1 })),
    );
    const on = (link: number, bandwidth: number) => ({ path: [link], bandwidth });
    const order = orderMoves({
      graph,
      capacity: graph.reservable,
      metric: graph.igpMetric,
      lsps: [
        { id: 'a', present: on(0, 6), target: on(1, 6) },
        { id: 'b', present: on(1, 6), target: on(0, 6) },
        { id: 'stays', present: on(1, 4), target: on(1, 4) },
      ],
    });
    expect(order.staying.length).toBe(2);
    const held = { path: [1], bandwidth: 4 };
    const tight = orderMoves({
      graph,
      capacity: Float64Array.from([10, 12, 4]),
      metric: graph.igpMetric,
      lsps: [
        { id: 'a', present: on(0, 6), target: on(1, 6) },
        { id: 'b', present: on(1, 6), target: on(0, 6) },
        { id: 'stays', present: held, target: held },
      ],
    });
    expect(actions(tight)).toEqual(['DETOUR stays', 'MOVE a', 'MOVE b', 'MOVE stays']);
  });

  test('counts links that old and new path share once', () => {
    const graph = graphOf(3, [
      { from: 0, to: 1, capacity: 10, metric: 1 },
      { from: 1, to: 2, capacity: 10, metric: 1 },
      { from: 1, to: 2, capacity: 10, metric: 1 },
    ]);
    const order = orderMoves({
      graph,
      capacity: graph.reservable,
      metric: graph.igpMetric,
      lsps: [{ id: 'a', present: { path: [0, 1], bandwidth: 9 }, target: { path: [0, 2], bandwidth: 10 } }],
    });
    expect(actions(order)).toEqual(['MOVE a']);
  });
});
