// Isolating an LSP that sends more than it can have: against every placement that there is (RFC 8051 3.1.2).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isolate } from '../../src/domain/computation/global/isolation.js';
import type { Effort, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { cases } from '../support/cases.js';
import { allPaths, graphOf, problemOf, problems } from './global-placement-oracle.js';

const EFFORT: Effort = { seed: 1, steps: 2_000 };
const SUBJECT = 'd0';

interface Best {
  readonly moves: number;
  readonly bandwidth: number;
}

/** What is sent over each link of a path: as much as the link lets through. */
const sentOver = ({ capacity }: GlobalProblem, path: readonly number[], demand: number): readonly number[] =>
  path.map((link) => Math.min(demand, capacity[link]!));

/** The fewest moves, and then the most bandwidth, of all placements in which nobody is harmed. */
function bestOfAll(problem: GlobalProblem, demand: number): Best | undefined {
  const [subject, ...rest] = problem.demands;
  const others = rest.filter(({ current }) => current !== undefined && current.length > 0);
  let best: Best | undefined;
  for (const path of allPaths(problem, subject!)) {
    const sent = sentOver(problem, path, demand);
    const room = Float64Array.from(problem.capacity);
    path.forEach((link, at) => {
      room[link]! -= sent[at]!;
    });
    const first = path.join() === subject!.current?.join() ? 0 : 1;
    const found = fewestMoves(problem, others, room, 0);
    if (found === undefined) continue;
    const candidate = { moves: first + found, bandwidth: Math.min(demand, ...sent) };
    const isBetter =
      best === undefined ||
      candidate.moves < best.moves ||
      (candidate.moves === best.moves && candidate.bandwidth > best.bandwidth);
    if (isBetter) best = candidate;
  }
  return best;
}

function fewestMoves(
  problem: GlobalProblem,
  others: GlobalProblem['demands'],
  room: Float64Array,
  from: number,
): number | undefined {
  const demand = others[from];
  if (demand === undefined) return 0;
  let fewest: number | undefined;
  for (const path of allPaths(problem, demand)) {
    if (path.some((link) => room[link]! < demand.bandwidth)) continue;
    const left = room.slice();
    for (const link of path) left[link]! -= demand.bandwidth;
    const rest = fewestMoves(problem, others, left, from + 1);
    if (rest === undefined) continue;
    const moves = rest + (path.join() === demand.current?.join() ? 0 : 1);
    if (fewest === undefined || moves < fewest) fewest = moves;
  }
  return fewest;
}

const tiny = problems({ nodes: 4, links: 8, demands: [1, 4], capacity: 9, bandwidth: 5 });

describe('the isolation of an LSP', () => {
  test('takes the fewest moves, and then gives it the most, of all placements that harm nobody', () => {
    let found = 0;
    fc.assert(
      fc.property(tiny, fc.integer({ min: 1, max: 20 }), (problem, demand) => {
        const isolation = isolate(problem, SUBJECT, demand, EFFORT);
        const best = bestOfAll(problem, demand);
        if (isolation !== undefined) found += 1;
        expect(isolation === undefined ? undefined : [isolation.moves, isolation.bandwidth]).toEqual(
          best === undefined ? undefined : [best.moves, best.bandwidth],
        );
      }),
      { numRuns: cases(600) },
    );
    expect(found).toBeGreaterThan(cases(600) / 4);
  });

  test('counts what may not move as it counts the others', () => {
    const graph = graphOf(3, [
      { from: 0, to: 1, capacity: 10, metric: 1 },
      { from: 1, to: 2, capacity: 10, metric: 1 },
      { from: 0, to: 2, capacity: 6, metric: 9 },
    ]);
    const flood = { id: SUBJECT, source: 0, destination: 2, bandwidth: 20, current: [0, 1] };
    const problem = problemOf(graph, [flood]);
    expect(isolate(problem, SUBJECT, 20, EFFORT)).toMatchObject({ path: [0, 1], bandwidth: 10, moves: 0 });
    const fixed = { ...problem, background: Float64Array.from([0, 1, 0]) };
    expect(isolate(fixed, SUBJECT, 20, EFFORT)).toMatchObject({ path: [2], bandwidth: 6, moves: 1 });
    const everywhere = { ...problem, background: Float64Array.from([0, 1, 1]) };
    expect(isolate(everywhere, SUBJECT, 20, EFFORT)).toBeUndefined();
  });

  test('leaves links alone that have room for all that is sent', () => {
    const graph = graphOf(3, [
      { from: 0, to: 1, capacity: 100, metric: 1 },
      { from: 1, to: 2, capacity: 10, metric: 1 },
    ]);
    const flood = { id: SUBJECT, source: 0, destination: 2, bandwidth: 20, current: [0, 1] };
    const beside = { id: 'beside', source: 0, destination: 1, bandwidth: 80, current: [0] };
    expect(isolate(problemOf(graph, [flood, beside]), SUBJECT, 20, EFFORT)).toMatchObject({
      path: [0, 1],
      bandwidth: 10,
      moves: 0,
    });
  });
});
