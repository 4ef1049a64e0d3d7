import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { SegmentHop } from '../../src/domain/values/hop.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { igpMetricOf, type TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  idsOf,
  requestOn,
  type SmallNetwork,
  simplePaths,
  smallNetwork,
  total,
} from './computation-oracle.js';

/** Cost of the IGP shortest path, by relaxing every link as often as there are nodes. */
function igpDistances(network: SmallNetwork, destination: string): ReadonlyMap<string, number> {
  const distance = new Map<string, number>([[destination, 0]]);
  for (let round = 0; round < network.nodes.length; round++) {
    for (const link of network.links) {
      const beyond = distance.get(link.target);
      if (!link.operational || beyond === undefined) continue;
      const known = distance.get(link.source) ?? Number.POSITIVE_INFINITY;
      distance.set(link.source, Math.min(known, beyond + igpMetricOf(link)));
    }
  }
  return distance;
}

/** Every way that packets may take under this stack, routers balancing over all equal-cost IGP paths. */
function forwardings(network: SmallNetwork, node: string, stack: readonly number[]): TopologyLink[][] {
  const [label, ...rest] = stack;
  if (label === undefined) return [[]];
  const adjacency = network.links.find((link) => link.source === node && link.adjacencySid === label);
  if (adjacency !== undefined) {
    return forwardings(network, adjacency.target, rest).map((path) => [adjacency, ...path]);
  }
  const owner = network.nodes.find(({ prefixSid }) => prefixSid === label);
  if (owner === undefined) throw new Error(`nobody at ${node} knows label ${label}`);
  if (owner.id === node) return forwardings(network, node, rest);
  const distance = igpDistances(network, owner.id);
  const next = network.links.filter(
    (link) =>
      link.operational &&
      link.source === node &&
      (distance.get(link.target) ?? Number.POSITIVE_INFINITY) + igpMetricOf(link) === distance.get(node),
  );
  return next.flatMap((link) => forwardings(network, link.target, stack).map((path) => [link, ...path]));
}

const labelsOf = (route: readonly unknown[]): number[] =>
  route.map((hop) => (hop as SegmentHop).label ?? Number.NaN);

/** The fewest labels that force the path, by trying all stacks up to the number of its links. */
function fewestLabels(network: SmallNetwork, path: readonly TopologyLink[]): number | undefined {
  const wanted = idsOf(path).join();
  const labels = [
    ...network.nodes.flatMap(({ prefixSid }) => prefixSid ?? []),
    ...path.flatMap(({ adjacencySid }) => adjacencySid ?? []),
  ];
  const forces = (stack: readonly number[]): boolean => {
    try {
      return forwardings(network, path[0]!.source, stack).every((taken) => idsOf(taken).join() === wanted);
    } catch {
      return false;
    }
  };
  let stacks: number[][] = [[]];
  for (let depth = 1; depth <= path.length; depth++) {
    stacks = stacks.flatMap((stack) => labels.map((label) => [...stack, label]));
    if (stacks.some((stack) => forwardingsNotEmpty(network, path, stack) && forces(stack))) return depth;
  }
  return undefined;
}

function forwardingsNotEmpty(
  network: SmallNetwork,
  path: readonly TopologyLink[],
  stack: readonly number[],
): boolean {
  try {
    return forwardings(network, path[0]!.source, stack).length > 0;
  } catch {
    return false;
  }
}

/** Some segment identifiers missing. */
const srNetwork = fc.record({ network: smallNetwork(5), holes: fc.array(fc.nat(30), { maxLength: 6 }) }).map(
  ({ network, holes }): SmallNetwork => ({
    nodes: network.nodes.map((node, index) => {
      const { prefixSid: _, ...without } = node;
      return holes.includes(index) ? without : node;
    }),
    links: network.links.map((link, index) => {
      const { adjacencySid: _, ...without } = link;
      return holes.includes(index + 10) ? without : link;
    }),
  }),
);

const pinned = srNetwork
  .chain((network) =>
    fc.record({
      network: fc.constant(network),
      path: fc.constantFrom(
        undefined,
        ...network.nodes.flatMap(({ id }) => network.nodes.flatMap((to) => simplePaths(network, id, to.id))),
      ),
    }),
  )
  .filter((drawn): drawn is { network: SmallNetwork; path: TopologyLink[] } => drawn.path !== undefined);

describe('label stacks against forwarding hop by hop', () => {
  test('a stack lets packets take the intended path only, and none shorter does', () => {
    fc.assert(
      fc.property(pinned, ({ network, path }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        const stack = computer.pin(path[0]!.source, idsOf(path), { setupType: 'SR_MPLS' });
        const needed = path.length <= 3 ? fewestLabels(network, path) : undefined;
        if (!stack.ok) {
          expect(needed).toBeUndefined();
          return;
        }
        const taken = forwardings(network, path[0]!.source, labelsOf(stack.value.route));
        expect(taken.map(idsOf)).toEqual([idsOf(path)]);
        if (path.length <= 3) expect(stack.value.route.length).toBe(needed);
        expect(computer.resolve(path[0]!.source, stack.value.route)).toMatchObject({
          ok: true,
          value: { links: idsOf(path) },
        });
      }),
      { numRuns: cases(2000) },
    );
  });

  test('compute keeps to the maximum SID depth and finds the best path that does', () => {
    const asked = srNetwork.chain((network) =>
      fc.record({
        network: fc.constant(network),
        request: requestOn(network),
        depth: fc.integer({ min: 1, max: 2 }),
      }),
    );
    fc.assert(
      fc.property(asked, ({ network, request: { source, destination, metric }, depth }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        const signalling = { setupType: 'SR_MPLS', maximumSidDepth: depth } as const;
        const answer = computer.compute({
          request: pathRequest({ source, destination, metric }),
          signalling,
        });
        const fitting = simplePaths(network, source, destination).filter(
          (path) => computer.pin(source, idsOf(path), signalling).ok && !Number.isNaN(total(path, metric)),
        );
        const least = Math.min(...fitting.map((path) => total(path, metric)));
        if (answer.kind === 'no-path') {
          expect(fitting).toEqual([]);
          return;
        }
        expect(answer.path.route.length).toBeLessThanOrEqual(depth);
        const links = network.links.filter(({ id }) => answer.path.path.links.includes(id));
        expect(total(links, metric)).toBe(least);
      }),
      { numRuns: cases(2000) },
    );
  });
});
