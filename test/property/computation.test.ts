import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Computation, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { Metric } from '../../src/domain/values/metric.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  denseNetwork,
  idsOf,
  networkAndRequest,
  requestOn,
  type SmallNetwork,
  smallNetwork,
} from './computation-oracle.js';

const RSVP = { setupType: 'RSVP_TE' } as const;

function computerOn(network: SmallNetwork): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  return computer;
}

const linksOf = (answer: Computation): readonly (readonly string[])[] =>
  answer.kind === 'path' ? [answer.path, ...answer.alternatives].map(({ path }) => path.links) : [];

describe('computation against all simple paths', () => {
  test('compute gives the best allowed paths in order, under every constraint', () => {
    fc.assert(
      fc.property(networkAndRequest, ({ network, request }) => {
        const answer = computerOn(network).compute({ request, signalling: RSVP });
        const expected = allowedPaths(network, request).slice(0, request.alternatives + 1);
        expect(linksOf(answer)).toEqual(expected.map(idsOf));
        if (answer.kind === 'no-path') expect(answer.noPath.reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: cases(6000) },
    );
  });

  test('compute lists every simple path when asked for many', () => {
    const many = smallNetwork(5).chain((network) =>
      fc.record({ network: fc.constant(network), request: requestOn(network) }),
    );
    fc.assert(
      fc.property(many, ({ network, request }) => {
        const wide = {
          ...request,
          bandwidth: 0,
          includeAny: [],
          includeAll: [],
          exclude: [],
          alternatives: 1000,
        };
        const answer = computerOn(network).compute({ request: wide, signalling: RSVP });
        expect(linksOf(answer)).toEqual(allowedPaths(network, wide).map(idsOf));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('several bounds at once: the best path that keeps them all, and those after it', () => {
    const bounded = fc.record({
      network: denseNetwork(6),
      metric: fc.constantFrom<Metric>('IGP', 'TE', 'DELAY'),
      bounds: fc.record({
        IGP: fc.integer({ min: 3, max: 20 }),
        DELAY: fc.integer({ min: 3, max: 20 }),
        HOPS: fc.integer({ min: 1, max: 5 }),
      }),
    });
    fc.assert(
      fc.property(bounded, ({ network, metric, bounds }) => {
        const request = pathRequest({
          source: 'n0',
          destination: 'n5',
          metric,
          bounds: Object.entries(bounds).map(([bound, max]) => ({ metric: bound as Metric, max })),
          alternatives: 2,
        });
        const answer = computerOn(network).compute({ request, signalling: RSVP });
        expect(linksOf(answer)).toEqual(allowedPaths(network, request).slice(0, 3).map(idsOf));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('several waypoints: the best path that passes them in order without a repeated node', () => {
    const waypoints = denseNetwork(6).chain((network) =>
      fc.record({
        network: fc.constant(network),
        include: fc.subarray(
          [...network.nodes.slice(1, 5), ...network.links].map(({ id }) => id as string),
          {
            minLength: 1,
            maxLength: 2,
          },
        ),
        reversed: fc.boolean(),
        max: fc.option(fc.integer({ min: 10, max: 25 }), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(waypoints, ({ network, include, reversed, max }) => {
        const request = pathRequest({
          source: 'n0',
          destination: 'n5',
          include: reversed ? include.toReversed() : include,
          bounds: max === undefined ? [] : [{ metric: 'DELAY', max }],
          alternatives: 2,
        });
        const answer = computerOn(network).compute({ request, signalling: RSVP });
        expect(linksOf(answer)).toEqual(allowedPaths(network, request).slice(0, 3).map(idsOf));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('abstract nodes and strict hops: the best path through them in order, and those after it', () => {
    const abstract = denseNetwork(6).chain(({ nodes, links }) =>
      fc.record({
        network: fc
          .array(fc.integer({ min: 1, max: 3 }), { minLength: nodes.length, maxLength: nodes.length })
          .map((systems) => ({
            nodes: nodes.map((node, at) => ({ ...node, asNumber: systems[at]! })),
            links,
          })),
        include: fc.array(
          fc
            .tuple(
              fc.oneof(
                fc.constantFrom('AS 1', 'AS 2', 'AS 3', '10.0.0.2/31'),
                fc.constantFrom(...nodes, ...links).map(({ id }) => id as string),
              ),
              fc.boolean(),
            )
            .map(([reference, strict]) => (strict ? `strict ${reference}` : reference)),
          { minLength: 1, maxLength: 4 },
        ),
        max: fc.option(fc.integer({ min: 10, max: 25 }), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(abstract, ({ network, include, max }) => {
        const request = pathRequest({
          source: 'n0',
          destination: 'n5',
          include,
          bounds: max === undefined ? [] : [{ metric: 'DELAY', max }],
          alternatives: 2,
        });
        const answer = computerOn(network).compute({ request, signalling: RSVP });
        expect(linksOf(answer)).toEqual(allowedPaths(network, request).slice(0, 3).map(idsOf));
        const isAtFault = allowedPaths(network, { ...request, include: [] }).length > 0;
        if (answer.kind === 'no-path' && isAtFault) expect(answer.noPath.reasons).toContain('INCLUSION');
      }),
      { numRuns: cases(1500) },
    );
  });

  test('the answer does not depend on the order of nodes, links and claims', () => {
    const shuffled = networkAndRequest.chain(({ network, request }) =>
      fc.record({
        network: fc.constant(network),
        request: fc.constant(request),
        nodes: fc.shuffledSubarray([...network.nodes], { minLength: network.nodes.length }),
        links: fc.shuffledSubarray([...network.links], { minLength: network.links.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ network, request, nodes, links }) => {
        const [one, other] = [createPathComputer(), createPathComputer()];
        const claims = network.links.map((link, index) => ({
          owner: `o${index}`,
          claim: {
            holdingPriority: index % 8,
            source: link.source,
            routes: [
              { bandwidth: 1, hops: [{ kind: 'address' as const, address: link.targetAddress ?? '' }] },
            ],
          },
        }));
        one.setTopology(network.nodes, network.links);
        for (const { owner, claim } of claims) one.setClaim(owner, claim);
        for (const { owner, claim } of claims.toReversed()) other.setClaim(owner, claim);
        other.setTopology(nodes, links);
        const asked = { request, signalling: { setupType: 'SR_MPLS', maximumSidDepth: 3 } as const };
        expect(other.compute(asked)).toEqual(one.compute(asked));
      }),
      { numRuns: cases(300) },
    );
  });

  test('a computer that was used before answers as a fresh one', () => {
    const sequence = smallNetwork().chain((network) =>
      fc.record({ network: fc.constant(network), requests: fc.array(requestOn(network), { maxLength: 5 }) }),
    );
    fc.assert(
      fc.property(sequence, ({ network, requests }) => {
        const used = computerOn(network);
        for (const request of requests) {
          const asked = { request, signalling: RSVP };
          expect(used.compute(asked)).toEqual(computerOn(network).compute(asked));
        }
      }),
      { numRuns: cases(100) },
    );
  });
});
