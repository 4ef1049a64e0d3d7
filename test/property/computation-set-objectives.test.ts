import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { SetObjective } from '../../src/domain/values/set-requirements.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { allowedPaths, idsOf, type SmallNetwork } from './computation-oracle.js';
import {
  asked,
  type Case,
  type Choice,
  choicesOf,
  computerOf,
  difference,
  firstOf,
  fits,
  takenOn,
  valueOf,
} from './set-oracle.js';

const OBJECTIVES: readonly SetObjective[] = [
  'AGGREGATE_BANDWIDTH',
  'MOST_LOADED_LINK',
  'CUMULATIVE_COST',
  'SHARED_LINKS',
  'SHARED_SRLGS',
  'SHARED_NODES',
];

function expectBest(
  computer: PathComputer,
  one: Case,
  objective: SetObjective,
  allowed: readonly (readonly (readonly TopologyLink[])[])[],
  choices: readonly Choice[],
): void {
  const { disjointness } = one;
  const required = { objective, ...(disjointness === undefined ? {} : { disjointness }) };
  const answer = computer.computeSet(one.requests, required);
  const choice = answer.computations.map((computation, at) => {
    if (computation.kind === 'no-path') return undefined;
    const ids = computation.path.path.links.join();
    const path = allowed[at]!.find((links) => idsOf(links).join() === ids);
    if (path === undefined) throw new Error(`path ${ids} is not allowed`);
    return path;
  });
  if (choices.length === 0) {
    expect(choice).toContain(undefined);
    return;
  }
  const found = valueOf(one, objective, choice);
  expect({
    exact: answer.exact,
    fits: fits(one, choice),
    first: firstOf(one, choice),
    better: choices.find((other) => difference(valueOf(one, objective, other), found) < 0),
    // Strict disjointness may be refused only where no choice is left.
    missed: disjointness !== undefined && choice.includes(undefined),
  }).toEqual({ exact: true, fits: true, first: firstOf(one, choices[0]!), missed: false });
}

test.each([
  ['RFC 5541', OBJECTIVES.slice(0, 3)],
  ['RFC 8800', OBJECTIVES.slice(3)],
])(
  'by each objective of %s a set is the best of all combinations, and the cheapest of those',
  (_rfc, objectives) => {
    fc.assert(
      fc.property(asked, (one) => {
        const allowed = one.requests.map(({ request }) =>
          allowedPaths(one.network, request, (link) => link.reservable - takenOn(one, link)),
        );
        const choices = choicesOf(one, allowed);
        const computer = computerOf(one);
        for (const objective of objectives) expectBest(computer, one, objective, allowed, choices);
        const isAsBefore = one.network.links.every(
          (link) => computer.available(link.id, 7) === link.reservable - takenOn(one, link),
        );
        expect(isAsBefore).toBe(true);
      }),
      { numRuns: cases(2000) },
    );
  },
);

test('a set has the same paths in every order of its requests', () => {
  fc.assert(
    fc.property(asked, fc.constantFrom(...OBJECTIVES), (one, objective) => {
      const { disjointness } = one;
      const required = { objective, ...(disjointness === undefined ? {} : { disjointness }) };
      const named = one.requests.map((request, at) => ({ ...request, ownClaims: [`owner ${at}`] }));
      const answer = computerOf(one).computeSet(named, required);
      const turned = computerOf(one).computeSet(named.toReversed(), required);
      expect(turned).toEqual({ ...answer, computations: answer.computations.toReversed() });
    }),
    { numRuns: cases(300) },
  );
});

test('a set of more than eight is refused with an objective other than the sum of metrics', () => {
  const nodes = ['n0', 'n1'].map((id) => ({ id, name: id }) as SmallNetwork['nodes'][number]);
  const computer = createPathComputer();
  computer.setTopology(nodes, []);
  const request = {
    request: pathRequest({ source: 'n0', destination: 'n1' }),
    signalling: { setupType: 'MANAGED' as const },
  };
  const answer = computer.computeSet(
    Array.from({ length: 9 }, () => request),
    { objective: 'MOST_LOADED_LINK' },
  );
  expect(answer.computations).toHaveLength(9);
  for (const one of answer.computations) expect(one).toMatchObject({ noPath: { reasons: ['POLICY'] } });
});
