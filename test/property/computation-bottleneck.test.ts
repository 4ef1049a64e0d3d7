import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NoPath } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { PathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  isAllowed,
  networkAndRequest,
  type SmallNetwork,
  total,
} from './computation-oracle.js';

const refusals = networkAndRequest.filter(
  ({ network, request }) =>
    request.source !== request.destination && allowedPaths(network, request).length === 0,
);

function refuse({ nodes, links }: SmallNetwork, request: PathRequest): NoPath {
  const computer = createPathComputer();
  computer.setTopology(nodes, links);
  const answer = computer.compute({ request, signalling: { setupType: 'RSVP_TE' } });
  if (answer.kind === 'path') throw new Error('expected a refusal');
  return answer.noPath;
}

/** Whether the link is up and meets what the request asks of every single link and its two nodes. */
const meets = (network: SmallNetwork, request: PathRequest, link: TopologyLink): boolean =>
  link.operational &&
  isAllowed(network, { ...request, source: link.source, bounds: boundsOnMeasured(request), include: [] }, [
    link,
  ]);

/** A bound on what is measured rules out links of which it is not known, whatever its value. */
const boundsOnMeasured = ({ bounds }: PathRequest): PathRequest['bounds'] =>
  (['DELAY', 'DELAY_VARIATION', 'LOSS'] as const).flatMap((metric) =>
    bounds.some((bound) => bound.metric === metric) ? [{ metric, max: 1e9 }] : [],
  );

function reached(links: readonly TopologyLink[], start: string): ReadonlySet<string> {
  const known = new Set([start]);
  for (const node of known) for (const { source, target } of links) if (source === node) known.add(target);
  return known;
}

/** What is asked of links when nothing leads there: that they are up. */
const judged = (request: PathRequest, { reasons }: NoPath): PathRequest =>
  reasons.includes('UNREACHABLE')
    ? {
        ...request,
        metric: 'HOPS',
        bandwidth: 0,
        bounds: [],
        includeAny: [],
        includeAll: [],
        excludeAny: [],
        exclude: [],
        excludeSrlgs: [],
        include: [],
      }
    : request;

describe('the bottleneck of a refusal', () => {
  test('is crossed by every known way, of links that fail, each with what it lacks', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const noPath = refuse(network, request);
        const { bottleneck } = noPath;
        if (bottleneck === undefined) return;
        const asked = judged(request, noPath);
        const named = bottleneck.links.map(({ link }) => link);
        for (const { link: id, shortfalls } of bottleneck.links) {
          const link = network.links.find((one) => one.id === id)!;
          expect(meets(network, asked, link)).toBe(false);
          expect(shortfalls.length).toBeGreaterThan(0);
          const lacks = shortfalls.map(({ constraint }) => constraint);
          expect(lacks.includes('operational')).toBe(!link.operational);
          expect(lacks.includes('bandwidth')).toBe(link.reservable < asked.bandwidth);
          const counted = [asked.metric, ...asked.bounds.map(({ metric }) => metric)];
          expect(lacks.includes('lossKnown')).toBe(counted.includes('LOSS') && link.loss === undefined);
          expect(lacks.includes('delayVariationKnown')).toBe(
            counted.includes('DELAY_VARIATION') && link.delayVariation === undefined,
          );
          expect(lacks.includes('excludeSrlgs')).toBe(
            link.srlgs.some((srlg) => asked.excludeSrlgs.includes(srlg)),
          );
        }
        const isLinkToPass = named.length === 1 && request.include.length > 0;
        if (isLinkToPass) return;
        const left = network.links.filter(({ id }) => !named.includes(id));
        expect(reached(left, bottleneck.from).has(bottleneck.to)).toBe(false);
      }),
      { numRuns: cases(600) },
    );
  });

  test('is as small as any set of failing links that bars the way', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const noPath = refuse(network, request);
        const { bottleneck } = noPath;
        if (bottleneck === undefined || request.include.length > 0) return;
        const asked = judged(request, noPath);
        const failing = network.links.filter((link) => !meets(network, asked, link));
        if (failing.length > 12) return;
        for (let chosen = 0; chosen < 2 ** failing.length; chosen++) {
          const some = failing.filter((_, at) => chosen & (1 << at));
          if (some.length >= bottleneck.links.length) continue;
          const left = network.links.filter((link) => !some.includes(link));
          expect(reached(left, bottleneck.from).has(bottleneck.to)).toBe(true);
        }
      }),
      { numRuns: cases(200) },
    );
  });

  test('is there whenever the links that meet the request do not lead to the destination', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const noPath = refuse(network, request);
        if (request.include.length > 0) return;
        const asked = judged(request, noPath);
        const good = network.links.filter((link) => meets(network, asked, link));
        const there = reached(good, request.source);
        expect(noPath.bottleneck === undefined).toBe(there.has(request.destination));
        if (noPath.bottleneck === undefined) return;
        const reversed = good.map((link) => ({ ...link, source: link.target, target: link.source }));
        expect(noPath.bottleneck).toMatchObject({
          from: request.source,
          to: request.destination,
          reached: there.size,
          reaching: reached(reversed, request.destination).size,
          nodes: network.nodes.length,
        });
      }),
      { numRuns: cases(600) },
    );
  });
});

describe('the bounds of a refusal', () => {
  test('come with the least that any path has which meets everything else', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const { bounds = [] } = refuse(network, request);
        const named = [...new Set(request.bounds.map(({ metric }) => metric))];
        // Only links of which it is known, as the bounds are not dropped but only not counted.
        const asked = { ...request, bounds: boundsOnMeasured(request) };
        const others = allowedPaths(network, asked);
        expect(bounds).toEqual(
          others.length === 0
            ? []
            : named.map((metric) => ({
                metric,
                max: Math.min(...request.bounds.filter((one) => one.metric === metric).map(({ max }) => max)),
                // Shares that are multiplied are rounded.
                least: expect.closeTo(Math.min(...others.map((path) => total(path, metric))), 9),
              })),
        );
      }),
      { numRuns: cases(600) },
    );
  });
});

describe('the cheapest relaxation', () => {
  test('is one of the relaxations, is there when any is, and says what set it apart', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const { relaxations, cheapest } = refuse(network, request);
        expect(cheapest === undefined).toBe(relaxations.length === 0);
        if (cheapest === undefined) return;
        expect(relaxations).toContain(cheapest.relaxation);
        expect(cheapest.because === 'ONLY').toBe(relaxations.length === 1);
        const touchesRequest = relaxations.some(
          ({ constraint }) => !['setupPriority', 'operational', 'delayKnown'].includes(constraint),
        );
        expect(cheapest.concern === 'REQUEST').toBe(touchesRequest);
        if (cheapest.concern !== 'REQUEST') return;
        expect(cheapest.price).toBeGreaterThan(0);
        expect(cheapest.price).toBeLessThanOrEqual(1);
        for (const { constraint, price } of relaxations) {
          if (['setupPriority', 'operational', 'delayKnown'].includes(constraint)) continue;
          expect(price).toBeGreaterThanOrEqual(cheapest.price);
        }
      }),
      { numRuns: cases(600) },
    );
  });

  test('the refusal does not depend on the order in which the network was told', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const reversed = { nodes: network.nodes.toReversed(), links: network.links.toReversed() };
        expect(refuse(reversed, request)).toEqual(refuse(network, request));
      }),
      { numRuns: cases(300) },
    );
  });

  test('of a short list as few elements are dropped as can be', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        for (const { constraint, to } of refuse(network, request).relaxations) {
          const field = (['includeAll', 'excludeAny', 'exclude', 'excludeSrlgs'] as const).find(
            (name) => name === constraint,
          );
          if (field === undefined) continue;
          const present: readonly (string | number)[] = request[field];
          const kept = to === 'none' ? 0 : to.split(',').length;
          for (let chosen = 0; chosen < 2 ** present.length; chosen++) {
            const some = present.filter((_, at) => chosen & (1 << at));
            if (some.length <= kept) continue;
            expect(allowedPaths(network, { ...request, [field]: some })).toEqual([]);
          }
        }
      }),
      { numRuns: cases(300) },
    );
  });
});
