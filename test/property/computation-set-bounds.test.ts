import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SetBound, SetMetric, SetObjective } from '../../src/domain/values/set-requirements.js';
import { cases } from '../support/cases.js';
import { allowedPaths, idsOf, total } from './computation-oracle.js';
import {
  asked,
  type Case,
  type Choice,
  choicesOf,
  computerOf,
  difference,
  loadOn,
  takenOn,
  valueOf,
} from './set-oracle.js';

const OBJECTIVES: readonly (SetObjective | undefined)[] = [
  undefined,
  'AGGREGATE_BANDWIDTH',
  'MOST_LOADED_LINK',
  'SHARED_LINKS',
];

/** By the definitions of RFC 5541 5. */
function metricOf(one: Case, metric: SetMetric, choice: Choice): number {
  const { links } = one.network;
  const sum = (of: 'IGP' | 'TE'): number => choice.reduce((all, path) => all + total(path ?? [], of), 0);
  switch (metric) {
    case 'AGGREGATE_BANDWIDTH':
      return links.reduce((all, link) => all + loadOn(one, choice, link), 0);
    case 'MOST_LOADED_LINK':
      return Math.max(0, ...links.map((link) => loadOn(one, choice, link) / link.reservable));
    case 'CUMULATIVE_IGP':
      return sum('IGP');
    default:
      return sum('TE');
  }
}

/** From a little below what is possible to a little above, for sets as small as these. */
const BOUNDS: fc.Arbitrary<readonly SetBound[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({
      metric: fc.constant<SetMetric>('AGGREGATE_BANDWIDTH'),
      max: fc.integer({ min: 20, max: 60 }),
    }),
    fc.record({
      metric: fc.constant<SetMetric>('MOST_LOADED_LINK'),
      max: fc.constantFrom(0.6, 0.75, 0.8, 0.9, 1),
    }),
    fc.record({
      metric: fc.constantFrom<SetMetric>('CUMULATIVE_IGP', 'CUMULATIVE_TE'),
      max: fc.integer({ min: 3, max: 25 }),
    }),
  ),
  { minLength: 1, maxLength: 3, selector: ({ metric }) => metric },
);

const allowedIn = (one: Case) =>
  one.requests.map(({ request }) =>
    allowedPaths(one.network, request, (link) => link.reservable - takenOn(one, link)),
  );

test('a set within bounds is the best of all combinations that keep them, and is refused only where there is none', () => {
  const outcomes = { had: 0, moved: 0, refused: 0 };
  fc.assert(
    fc.property(asked, BOUNDS, fc.constantFrom(...OBJECTIVES), (one, bounds, objective) => {
      const allowed = allowedIn(one);
      const isWhole = (choice: Choice): boolean => choice.every((path) => path !== undefined);
      const isKept = (choice: Choice): boolean =>
        bounds.every(({ metric, max }) => metricOf(one, metric, choice) <= max);
      const { disjointness } = one;
      const required = {
        ...(disjointness === undefined ? {} : { disjointness }),
        ...(objective === undefined ? {} : { objective }),
      };
      // What comes before every objective is looked at among those that are whole and keep the bounds.
      const choices = choicesOf(one, allowed, (choice) => isWhole(choice) && isKept(choice));
      const computer = computerOf(one);
      const answer = computer.computeSet(one.requests, { ...required, bounds, withLoad: true });
      const choice = answer.computations.map((computation, at) => {
        if (computation.kind === 'no-path') return undefined;
        const ids = computation.path.path.links.join();
        return allowed[at]!.find((links) => idsOf(links).join() === ids);
      });
      expect(answer.load?.aggregateBandwidth).toBe(metricOf(one, 'AGGREGATE_BANDWIDTH', choice));
      expect(answer.load?.mostLoadedLink).toBe(metricOf(one, 'MOST_LOADED_LINK', choice));
      if (choices.length === 0) {
        expect(choice.every((path) => path === undefined)).toBe(true);
        outcomes.refused += 1;
        return;
      }
      const value = valueOf(one, objective ?? 'CUMULATIVE_COST', choice);
      const better = choices.find(
        (other) => difference(valueOf(one, objective ?? 'CUMULATIVE_COST', other), value) < 0,
      );
      expect({ whole: isWhole(choice), kept: isKept(choice), exact: answer.exact, better }).toEqual({
        whole: true,
        kept: true,
        exact: true,
        better: undefined,
      });
      outcomes.had += 1;
      const free = computer.computeSet(one.requests, required).computations;
      if (JSON.stringify(free) !== JSON.stringify(answer.computations)) outcomes.moved += 1;
    }),
    { numRuns: cases(1500) },
  );
  // Each outcome is there often enough to be tested.
  expect(Math.min(outcomes.had, outcomes.refused)).toBeGreaterThan(cases(1500) / 10);
  expect(outcomes.moved).toBeGreaterThan(cases(1500) / 100);
});

test('the bound that is in the way is named, with what the set would amount to', () => {
  fc.assert(
    fc.property(asked, (one) => {
      const computer = computerOf(one);
      const free = computer.computeSet(one.requests, {});
      fc.pre(free.computations.every(({ kind }) => kind === 'path'));
      const least = free.computations.reduce(
        (sum, computation) => sum + (computation.kind === 'path' ? computation.path.path.teMetric : 0),
        0,
      );
      const at = (max: number) =>
        computer.computeSet(one.requests, { bounds: [{ metric: 'CUMULATIVE_TE', max }] }).computations;
      expect(at(least)).toEqual(free.computations);
      for (const computation of at(least - 1)) {
        const relaxation = { constraint: 'set.bounds.CUMULATIVE_TE', from: `${least - 1}`, to: `${least}` };
        expect(computation).toMatchObject({
          kind: 'no-path',
          noPath: { reasons: ['METRIC_BOUND'], relaxations: [relaxation] },
        });
      }
    }),
    { numRuns: cases(300) },
  );
});
