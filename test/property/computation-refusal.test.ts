import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NoPath, Relaxation } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { Metric } from '../../src/domain/values/metric.js';
import type { PathRequest } from '../../src/domain/values/path-request.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  idsOf,
  networkAndRequest,
  type SmallNetwork,
  simplePaths,
} from './computation-oracle.js';

const LISTS = ['includeAny', 'includeAll', 'excludeAny', 'exclude', 'excludeSrlgs', 'include'] as const;
const NUMBERS: readonly string[] = ['includeAny', 'includeAll', 'excludeAny', 'excludeSrlgs'];

/** The request as the relaxation proposes it; undefined: the relaxation concerns the network instead. */
function relaxed(request: PathRequest, { constraint, to }: Relaxation): PathRequest | undefined {
  if (constraint === 'bandwidth' || constraint === 'setupPriority')
    return { ...request, [constraint]: Number(to) };
  if (constraint.startsWith('bounds.')) return withBound(request, constraint, Number(to));
  const list = LISTS.find((field) => field === constraint);
  if (list === undefined) return undefined;
  const elements = to === 'none' ? [] : to.split(',');
  return { ...request, [list]: NUMBERS.includes(list) ? elements.map(Number) : elements };
}

function withBound(request: PathRequest, constraint: string, max: number): PathRequest {
  const metric = constraint.slice('bounds.'.length) as Metric;
  return {
    ...request,
    bounds: [...request.bounds.filter((bound) => bound.metric !== metric), { metric, max }],
  };
}

const refusals = networkAndRequest.filter(
  ({ network, request }) =>
    request.source !== request.destination && allowedPaths(network, request).length === 0,
);

function refuse(network: SmallNetwork, request: PathRequest, explanation?: 'reasons'): NoPath {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  const answer = computer.compute({
    request,
    signalling: { setupType: 'RSVP_TE' },
    ...(explanation === undefined ? {} : { explanation }),
  });
  if (answer.kind === 'path') throw new Error('expected a refusal');
  return answer.noPath;
}

/** Constraints whose complete removal, alone, lets a path exist. */
function removable(network: SmallNetwork, request: PathRequest): string[] {
  const bounds = [...new Set(request.bounds.map(({ metric }) => metric))];
  const without: readonly (readonly [string, PathRequest])[] = [
    ['bandwidth', { ...request, bandwidth: 0 }],
    ...LISTS.map((field) => [field, { ...request, [field]: [] }] as const),
    ...bounds
      // Without its bound the delay need not be known either, which is not what is asked here.
      .filter((metric) => metric !== 'DELAY')
      .map((metric) => [`bounds.${metric}`, withBound(request, `bounds.${metric}`, 1e9)] as const),
  ];
  return without.filter(([, easier]) => allowedPaths(network, easier).length > 0).map(([name]) => name);
}

describe('refusals against all simple paths', () => {
  test('every constraint whose removal alone helps has a relaxation, and none other', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const { relaxations, reasons } = refuse(network, request);
        const named = relaxations.map(({ constraint }) => constraint);
        const others = ['setupPriority', 'operational', 'delayKnown', 'bounds.DELAY'];
        expect(named.filter((name) => !others.includes(name)).sort()).toEqual(
          removable(network, request).sort(),
        );
        const connected = simplePaths(network, request.source, request.destination).length > 0;
        expect(reasons.includes('UNREACHABLE')).toBe(!connected);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('applying a relaxation gives its path', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        for (const relaxation of refuse(network, request).relaxations) {
          const easier = relaxed(request, relaxation);
          if (easier === undefined) continue;
          expect(allowedPaths(network, easier).map(idsOf)[0]).toEqual(relaxation.path.links);
        }
      }),
      { numRuns: cases(2000) },
    );
  });

  test('a little less than a relaxation of bandwidth or of a bound does not help', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        for (const { constraint, to } of refuse(network, request).relaxations) {
          const value = Number(to);
          if (constraint === 'bandwidth') {
            expect(allowedPaths(network, { ...request, bandwidth: value + 1 })).toEqual([]);
          }
          if (constraint.startsWith('bounds.')) {
            expect(allowedPaths(network, withBound(request, constraint, value - 1))).toEqual([]);
          }
        }
      }),
      { numRuns: cases(600) },
    );
  });

  test('of a list no element more than needed is dropped', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        for (const relaxation of refuse(network, request).relaxations) {
          const field = LISTS.find((list) => list === relaxation.constraint);
          const easier = relaxed(request, relaxation);
          if (field === undefined || field === 'includeAny' || easier === undefined) continue;
          const kept: readonly (string | number)[] = easier[field];
          const dropped: (string | number)[] = [...request[field]];
          for (const element of kept) dropped.splice(dropped.indexOf(element), 1);
          // Waypoints can't be put back without knowing their place.
          if (field === 'include') continue;
          for (const element of dropped) {
            const harder = { ...easier, [field]: [...kept, element] };
            expect(allowedPaths(network, harder)).toEqual([]);
          }
        }
      }),
      { numRuns: cases(300) },
    );
  });

  test('the links named by `operational` being up, and the delays named by `delayKnown` being known, help', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        for (const { constraint, to } of refuse(network, request).relaxations) {
          const named = to.split(',');
          const change =
            constraint === 'operational'
              ? { operational: true }
              : constraint === 'delayKnown'
                ? { delay: 0 }
                : undefined;
          if (change === undefined) continue;
          const links = network.links.map((link) =>
            named.includes(link.id) ? { ...link, ...change } : link,
          );
          expect(allowedPaths({ ...network, links }, request).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: cases(600) },
    );
  });

  test('the reasons alone are those of the whole explanation', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const { reasons } = refuse(network, request);
        expect(refuse(network, request, 'reasons')).toEqual({ reasons, relaxations: [] });
      }),
      { numRuns: cases(2000) },
    );
  });

  test('reasons without a helpful relaxation name constraints of the request', () => {
    fc.assert(
      fc.property(refusals, ({ network, request }) => {
        const { reasons } = refuse(network, request);
        const has: Readonly<Record<string, boolean>> = {
          UNREACHABLE: true,
          BANDWIDTH: request.bandwidth > 0,
          AFFINITY: request.includeAny.length + request.includeAll.length + request.excludeAny.length > 0,
          EXCLUSION: request.exclude.length + request.excludeSrlgs.length > 0,
          INCLUSION: request.include.length > 0,
          METRIC_BOUND: request.bounds.length > 0 || ['DELAY', 'DELAY_VARIATION'].includes(request.metric),
        };
        expect(reasons.length).toBeGreaterThan(0);
        for (const reason of reasons) expect(has[reason]).toBe(true);
      }),
      { numRuns: cases(300) },
    );
  });
});
