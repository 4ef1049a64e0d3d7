// Room in pieces: the fewest moves that join it, against every placement that there is (RFC 8051 3.7).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { roomByMoving } from '../../src/domain/computation/global/room-by-moving.js';
import { cases } from '../support/cases.js';
import { allPaths, graphOf, problemOf } from './global-placement-oracle.js';

const SUBJECT = 'd0';

/** Bundles of parallel links between neighbours, and LSPs on paths that have room. */
const bundles = fc
  .record({
    nodes: fc.integer({ min: 2, max: 3 }),
    members: fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 2, maxLength: 6 }),
    lsps: fc.array(fc.record({ path: fc.nat(20), bandwidth: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
    wanted: fc.integer({ min: 2, max: 9 }),
  })
  .map(({ nodes, members, lsps, wanted }): GlobalProblem => {
    const graph = graphOf(
      nodes,
      members.map((capacity, at) => ({
        from: at % (nodes - 1),
        to: (at % (nodes - 1)) + 1,
        capacity,
        metric: 1,
      })),
    );
    const demand = { id: SUBJECT, source: 0, destination: nodes - 1, bandwidth: wanted };
    const all = problemOf(graph, [demand]);
    const room = all.capacity.slice();
    const placed = lsps.flatMap(({ path, bandwidth }, at) => {
      const paths = allPaths(all, demand).filter((links) => links.every((link) => room[link]! >= bandwidth));
      const current = paths[path % Math.max(1, paths.length)];
      if (current === undefined) return [];
      for (const link of current) room[link]! -= bandwidth;
      return [{ id: `d${at + 1}`, source: 0, destination: nodes - 1, bandwidth, current }];
    });
    return problemOf(graph, [demand, ...placed]);
  });

/** Fewest of the others on another path than now, all demands having room; undefined: they never have. */
function fewest(problem: GlobalProblem, room: Float64Array, from = 0): number | undefined {
  const demand = problem.demands[from];
  if (demand === undefined) return 0;
  let least: number | undefined;
  for (const path of allPaths(problem, demand)) {
    if (path.some((link) => room[link]! < demand.bandwidth)) continue;
    const left = room.slice();
    for (const link of path) left[link]! -= demand.bandwidth;
    const rest = fewest(problem, left, from + 1);
    if (rest === undefined) continue;
    const moves = rest + (from === 0 || path.join() === demand.current?.join() ? 0 : 1);
    if (least === undefined || moves < least) least = moves;
  }
  return least;
}

test('the fewest LSPs are moved that there are, and none where nothing helps', () => {
  let joined = 0;
  fc.assert(
    fc.property(bundles, (problem) => {
      const found = roomByMoving(problem, problem.demands[0]!, 10, { seed: 1, steps: 2_000 });
      const best = fewest(problem, problem.capacity);
      if ((best ?? 0) > 0) joined += 1;
      expect(found?.movers.length).toBe(best);
    }),
    { numRuns: cases(600) },
  );
  expect(joined).toBeGreaterThan(cases(600) / 20);
});

test('more than are allowed to move are not moved', () => {
  const graph = graphOf(2, [
    { from: 0, to: 1, capacity: 4, metric: 1 },
    { from: 0, to: 1, capacity: 4, metric: 1 },
  ]);
  const lsp = (id: string, path: number) => ({
    id,
    source: 0,
    destination: 1,
    bandwidth: 1,
    current: [path],
  });
  const subject = { id: SUBJECT, source: 0, destination: 1, bandwidth: 4 };
  const problem = problemOf(graph, [subject, lsp('d1', 0), lsp('d2', 0), lsp('d3', 1), lsp('d4', 1)]);
  const effort = { seed: 1, steps: 2_000 };
  expect(roomByMoving(problem, subject, 2, effort)?.movers).toHaveLength(2);
  expect(roomByMoving(problem, subject, 1, effort)).toBeUndefined();
});
