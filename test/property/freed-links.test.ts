import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { couldGain } from '../../src/domain/computation/global/could-gain.js';
import { cases } from '../support/cases.js';
import { allPaths, problems, sum } from './global-placement-oracle.js';

const drawn = problems({ nodes: 5, links: 12, demands: [1, 6], capacity: 9, bandwidth: 6 });

test('who could have a shorter path over a freed link is among those that are looked at, and who could not for its length is not', () => {
  let passedOver = 0;
  fc.assert(
    fc.property(drawn, fc.nat(100), (problem, number) => {
      const link = number % problem.graph.links.length;
      const lengthOf = (path: readonly number[]): number => sum(path.map((one) => problem.metric[one]!));
      const found = new Set(couldGain(problem, [link]).map(({ id }) => id));
      for (const demand of problem.demands) {
        const present = demand.current === undefined ? Number.POSITIVE_INFINITY : lengthOf(demand.current);
        const { allowed: _, metricBound: __, ...anywhere } = demand;
        const shorter = allPaths(problem, demand).filter((path) => lengthOf(path) < present);
        const fits = demand.bandwidth <= problem.capacity[link]!;
        if (fits && shorter.some((path) => path.includes(link))) expect(found).toContain(demand.id);
        // Without a shorter path at all, whatever it may use, it could not gain.
        if (allPaths(problem, anywhere).every((path) => lengthOf(path) >= present)) {
          passedOver += 1;
          expect(found).not.toContain(demand.id);
        }
      }
    }),
    { numRuns: cases(600) },
  );
  expect(passedOver).toBeGreaterThan(0);
});
