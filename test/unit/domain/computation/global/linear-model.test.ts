import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  columnsOf,
  type LinearModel,
  maxThroughputModel,
  minMaxModel,
} from '../../../../../src/domain/computation/global/linear-model.js';
import { optimizeGlobally } from '../../../../../src/domain/computation/global/optimize.js';
import type { Effort } from '../../../../../src/domain/computation/global/problem.js';
import { graphOf, problemOf, problems, sum } from '../../../../property/global-placement-oracle.js';
import { cases } from '../../../../support/cases.js';
import { leastCost } from './simplex.js';

const EFFORT: Effort = { seed: 1, steps: 2000 };

const figure = (model: LinearModel): number => leastCost(model)! * model.unit;

/** From 0 to 1 directly, and over 2. */
const triangle = graphOf(3, [
  { from: 0, to: 1, capacity: 10, metric: 1 },
  { from: 0, to: 2, capacity: 5, metric: 1 },
  { from: 2, to: 1, capacity: 20, metric: 1 },
]);
const demand = (source: number, destination: number, bandwidth: number) => ({
  id: `${source}-${destination}`,
  source,
  destination,
  bandwidth,
});

const small = problems({ nodes: 4, links: 7, demands: [1, 3], capacity: 9, bandwidth: 6 });

describe('linear model', () => {
  test('of utilisation splits demands over all ways', () => {
    expect(figure(minMaxModel(problemOf(triangle, [demand(0, 1, 9)])))).toBeCloseTo(0.6, 9);
    expect(figure(minMaxModel(problemOf(triangle, [demand(0, 1, 9), demand(2, 1, 18)])))).toBeCloseTo(0.9, 9);
  });

  test('of throughput places as much as the cut lets through', () => {
    expect(figure(maxThroughputModel(problemOf(triangle, [demand(0, 1, 40)])))).toBeCloseTo(-15, 9);
    expect(figure(maxThroughputModel(problemOf(triangle, [demand(0, 1, 4)])))).toBeCloseTo(-4, 9);
  });

  test('keeps to what a demand may use', () => {
    const allowed = Uint8Array.from([1, 0, 1]);
    const problem = problemOf(triangle, [{ ...demand(0, 1, 9), allowed }]);
    expect(figure(minMaxModel(problem))).toBeCloseTo(0.9, 9);
  });

  test('of utilisation is never above the best placement', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const answer = optimizeGlobally(problem, 'MIN_MAX_UTILIZATION', EFFORT);
        if (answer.placed < problem.demands.length) return;
        const bound = figure(minMaxModel(problem));
        expect(bound).toBeLessThanOrEqual(answer.utilization + 1e-9);
      }),
      { numRuns: cases(150) },
    );
  });

  test('of throughput is never below the best placement', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const answer = optimizeGlobally(problem, 'MAX_THROUGHPUT', EFFORT);
        const bound = -figure(maxThroughputModel(problem));
        expect(bound).toBeGreaterThanOrEqual(answer.placedBandwidth - 1e-9);
        expect(bound).toBeLessThanOrEqual(sum(problem.demands.map(({ bandwidth }) => bandwidth)) + 1e-9);
      }),
      { numRuns: cases(150) },
    );
  });

  test('has no more columns than announced', () => {
    fc.assert(
      fc.property(small, (problem) => {
        for (const model of [minMaxModel(problem), maxThroughputModel(problem)])
          expect(model.cost.length).toBeLessThanOrEqual(columnsOf(problem) + problem.demands.length + 1);
      }),
      { numRuns: cases(50) },
    );
  });
});
