import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { SegmentHop } from '../../src/domain/values/hop.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import {
  type FlexAlgorithmDefinition,
  igpMetricOf,
  type TopologyLink,
  type TopologyNode,
} from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  idsOf,
  isAllowed,
  requestOn,
  type SmallNetwork,
  simplePaths,
  smallNetwork,
} from './computation-oracle.js';

const ALGORITHMS = [128, 129];
const GROUPS = [0, 3, 31, 32, 40];

/** Literally by the rules of RFC 9350 5.3 and 13; undefined: the link is pruned. Ids of small networks have one digit. */
function weightOf(network: SmallNetwork, algorithm: number, link: TopologyLink): number | undefined {
  if (algorithm === 0) return igpMetricOf(link);
  const ends = network.nodes.filter(({ id }) => id === link.source || id === link.target);
  if (!ends.every(({ algorithms }) => algorithms?.includes(algorithm))) return undefined;
  const definitions = network.nodes
    .flatMap(({ id, flexAlgorithms }) => (flexAlgorithms ?? []).map((definition) => ({ id, definition })))
    .filter(({ definition }) => definition.algorithm === algorithm);
  const highest = Math.max(...definitions.map(({ definition }) => definition.priority));
  const winner = definitions.filter(({ definition }) => definition.priority === highest).at(-1)?.definition;
  if (winner === undefined || winner.unsupported === true) return undefined;
  const has = (bit: number): boolean => link.adminGroups.includes(bit);
  if (winner.excludeAny.some(has) || link.srlgs.some((srlg) => winner.excludeSrlgs.includes(srlg)))
    return undefined;
  if (winner.includeAny.length > 0 && !winner.includeAny.some(has)) return undefined;
  if (!winner.includeAll.every(has)) return undefined;
  return [igpMetricOf(link), link.minDelay, link.teMetric][winner.metricType];
}

/** Nobody's traffic goes through an overloaded node, but its own leaves it. */
function distances(network: SmallNetwork, algorithm: number, to: string): ReadonlyMap<string, number> {
  const passable = (id: string): boolean =>
    id === to || network.nodes.find((node) => node.id === id)?.overloaded !== true;
  const distance = new Map<string, number>([[to, 0]]);
  for (let round = 0; round < network.nodes.length; round++) {
    for (const link of network.links) {
      const weight = weightOf(network, algorithm, link);
      const beyond = distance.get(link.target);
      if (!link.operational || weight === undefined || beyond === undefined || !passable(link.target))
        continue;
      if (link.source === to) continue;
      distance.set(
        link.source,
        Math.min(distance.get(link.source) ?? Number.POSITIVE_INFINITY, beyond + weight),
      );
    }
  }
  return distance;
}

function ownerOf(network: SmallNetwork, label: number): { id: string; algorithm: number } | undefined {
  for (const { id, prefixSid, prefixes } of network.nodes) {
    if (prefixSid === label) return { id, algorithm: 0 };
    const prefix = prefixes?.find(({ sid }) => sid === label);
    if (prefix !== undefined) return { id, algorithm: prefix.algorithm! };
  }
  return undefined;
}

/** Every way that packets may take under this stack, over all equal-cost next hops; undefined: some are dropped. */
function forwardings(
  network: SmallNetwork,
  node: string,
  stack: readonly number[],
): TopologyLink[][] | undefined {
  const [label, ...rest] = stack;
  if (label === undefined) return [[]];
  const adjacency = network.links.find((link) => link.source === node && link.adjacencySid === label);
  const owner = ownerOf(network, label);
  let next: readonly TopologyLink[] = [];
  let remaining: readonly number[] = stack;
  if (adjacency !== undefined) {
    next = [adjacency];
    remaining = rest;
  } else if (owner === undefined) return undefined;
  else if (owner.id === node) return forwardings(network, node, rest);
  else {
    const distance = distances(network, owner.algorithm, owner.id);
    const passable = (id: string): boolean =>
      id === owner.id || network.nodes.find((one) => one.id === id)?.overloaded !== true;
    next = network.links.filter((link) => {
      const weight = weightOf(network, owner.algorithm, link);
      const beyond = distance.get(link.target);
      if (!link.operational || link.source !== node || weight === undefined || beyond === undefined)
        return false;
      return passable(link.target) && beyond + weight === distance.get(node);
    });
  }
  const ways: TopologyLink[][] = [];
  for (const link of next) {
    const further = forwardings(network, link.target, remaining);
    if (further === undefined) return undefined;
    ways.push(...further.map((way) => [link, ...way]));
  }
  return ways.length === 0 ? undefined : ways;
}

function forces(network: SmallNetwork, path: readonly TopologyLink[], stack: readonly number[]): boolean {
  const ways = forwardings(network, path[0]!.source, stack);
  return ways?.every((way) => idsOf(way).join() === idsOf(path).join()) ?? false;
}

/** By trying all stacks of the labels that stand for something on the path. */
function fewestLabels(network: SmallNetwork, path: readonly TopologyLink[]): number | undefined {
  const onPath = network.nodes.filter(({ id }) => path.some(({ target }) => target === id));
  const labels = [
    ...onPath.flatMap(({ prefixSid, prefixes }) => [prefixSid, ...(prefixes ?? []).map(({ sid }) => sid)]),
    ...path.map(({ adjacencySid }) => adjacencySid),
  ].filter((label) => label !== undefined);
  let stacks: number[][] = [[]];
  for (let depth = 1; depth <= path.length; depth++) {
    stacks = stacks.flatMap((stack) => labels.map((label) => [...stack, label]));
    if (stacks.some((stack) => forces(network, path, stack))) return depth;
  }
  return undefined;
}

const definition = fc.record({
  algorithm: fc.constantFrom(...ALGORITHMS),
  metricType: fc.integer({ min: 0, max: 2 }),
  calculationType: fc.constant(0),
  priority: fc.integer({ min: 100, max: 101 }),
  excludeAny: fc.subarray(GROUPS, { maxLength: 1 }),
  includeAny: fc.oneof(fc.constant<number[]>([]), fc.subarray(GROUPS, { minLength: 3 })),
  includeAll: fc.oneof(
    { weight: 4, arbitrary: fc.constant<number[]>([]) },
    fc.subarray(GROUPS, { maxLength: 1 }),
  ),
  excludeSrlgs: fc.subarray([1, 2, 3], { maxLength: 1 }),
});

/** What a node has beside the IGP. */
const extras = fc.record({
  algorithms: fc.oneof({ weight: 3, arbitrary: fc.constant(ALGORITHMS) }, fc.subarray(ALGORITHMS)),
  segments: fc.oneof({ weight: 3, arbitrary: fc.constant(ALGORITHMS) }, fc.subarray(ALGORITHMS)),
  definition: fc.option(definition, { nil: undefined }),
  prefixSid: fc.boolean(),
  overloaded: fc.integer({ min: 0, max: 5 }),
});

const network = fc
  .record({
    small: smallNetwork(5),
    extras: fc.array(extras, { minLength: 5, maxLength: 5 }),
    delays: fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 5 }), {
      minLength: 15,
      maxLength: 15,
    }),
    holes: fc.array(fc.nat(15), { maxLength: 8 }),
  })
  .map(
    ({ small, extras: drawn, delays, holes }): SmallNetwork => ({
      nodes: small.nodes.map((node, index): TopologyNode => {
        const { algorithms, segments, definition: told, prefixSid, overloaded } = drawn[index]!;
        const { prefixSid: label, ...rest } = node;
        const flexAlgorithms: FlexAlgorithmDefinition[] = told === undefined ? [] : [told];
        return {
          ...rest,
          ...(prefixSid ? { prefixSid: label! } : {}),
          ...(overloaded === 0 ? { overloaded: true } : {}),
          algorithms: [0, ...algorithms],
          flexAlgorithms,
          prefixes: segments.map((algorithm) => ({
            prefix: `${node.routerId}/32`,
            algorithm,
            sid: 100 * algorithm + index,
          })),
        };
      }),
      links: small.links.map((link, index): TopologyLink => {
        const { adjacencySid, teMetric, ...rest } = link;
        const minDelay = delays[index];
        return {
          ...rest,
          // Without links that cost nothing: over those, shortest paths would be loops.
          ...(teMetric === undefined ? {} : { teMetric: Math.max(1, teMetric) }),
          ...(minDelay === undefined ? {} : { minDelay }),
          ...(holes.includes(index) ? {} : { adjacencySid: adjacencySid! }),
        };
      }),
    }),
  );

const onNetwork = <Value>(choose: (drawn: SmallNetwork) => fc.Arbitrary<Value>) =>
  network.chain((drawn) => fc.record({ network: fc.constant(drawn), chosen: choose(drawn) }));

const pinned = onNetwork((drawn) =>
  fc.constantFrom<TopologyLink[] | undefined>(
    undefined,
    ...drawn.nodes.flatMap(({ id }) => drawn.nodes.flatMap((to) => simplePaths(drawn, id, to.id))),
  ),
).filter((drawn): drawn is { network: SmallNetwork; chosen: TopologyLink[] } => drawn.chosen !== undefined);

const labelsOf = (route: readonly unknown[]): number[] => route.map((hop) => (hop as SegmentHop).label!);

describe('label stacks with flexible algorithms against forwarding hop by hop', () => {
  test('a stack lets packets take the intended path only, and none shorter does', () => {
    let byAlgorithm = 0;
    fc.assert(
      fc.property(pinned, ({ network: drawn, chosen: path }) => {
        const computer = createPathComputer();
        computer.setTopology(drawn.nodes, drawn.links);
        const stack = computer.pin(path[0]!.source, idsOf(path), { setupType: 'SR_MPLS' });
        const needed = path.length <= 3 ? fewestLabels(drawn, path) : undefined;
        if (!stack.ok) {
          expect(needed).toBeUndefined();
          return;
        }
        const labels = labelsOf(stack.value.route);
        expect(forces(drawn, path, labels)).toBe(true);
        if (path.length <= 3) expect(labels.length).toBe(needed);
        if (labels.some((label) => (ownerOf(drawn, label)?.algorithm ?? 0) > 0)) byAlgorithm += 1;
        expect(computer.resolve(path[0]!.source, stack.value.route)).toMatchObject({
          ok: true,
          value: { links: idsOf(path) },
        });
      }),
      { numRuns: cases(2000) },
    );
    expect(byAlgorithm).toBeGreaterThan(0);
  });

  test('a path by an algorithm is the cheapest in its metric, and its own segments come first', () => {
    let found = 0;
    const asked = onNetwork((drawn) =>
      fc.record({ request: requestOn(drawn), algorithm: fc.constantFrom(0, ...ALGORITHMS, 130) }),
    );
    fc.assert(
      fc.property(asked, ({ network: drawn, chosen: { request, algorithm } }) => {
        const { source, destination, bandwidth, setupPriority, excludeAny, bounds } = request;
        const computer = createPathComputer();
        computer.setTopology(drawn.nodes, drawn.links);
        const wanted = pathRequest({
          source,
          destination,
          bandwidth,
          setupPriority,
          excludeAny,
          bounds,
          algorithm,
        });
        const signalling = { setupType: 'SR_MPLS' } as const;
        const answer = computer.compute({ request: wanted, signalling: { setupType: 'MANAGED' } });
        const paths = simplePaths(drawn, source, destination).filter(
          (path) =>
            path.every((link) => weightOf(drawn, algorithm, link) !== undefined) &&
            path
              .slice(1)
              .every((link) => drawn.nodes.find(({ id }) => id === link.source)?.overloaded !== true) &&
            isAllowed(drawn, { ...wanted, metric: 'HOPS' }, path),
        );
        const cost = (path: readonly TopologyLink[]): number =>
          path.reduce((sum, link) => sum + weightOf(drawn, algorithm, link)!, 0);
        if (answer.kind === 'no-path') {
          expect(paths).toEqual([]);
          return;
        }
        const links = answer.path.path.links.map((id) => drawn.links.find((link) => link.id === id)!);
        expect(cost(links)).toBe(Math.min(...paths.map(cost)));
        const signalled = computer.compute({ request: wanted, signalling });
        if (signalled.kind === 'no-path' || algorithm === 0) return;
        const path = signalled.path.path.links.map((id) => drawn.links.find((link) => link.id === id)!);
        const [only, ...more] = labelsOf(signalled.path.route);
        const own = drawn.nodes
          .find(({ id }) => id === destination)
          ?.prefixes?.find((one) => one.algorithm === algorithm);
        if (more.length > 0 || own === undefined || !forces(drawn, path, [own.sid!])) return;
        found += 1;
        expect(only).toBe(own.sid);
      }),
      { numRuns: cases(2000) },
    );
    expect(found).toBeGreaterThan(0);
  });

  test('the metric of a link changes in the graphs of algorithms too', () => {
    const changed = onNetwork((drawn) =>
      fc.record({
        link: fc.nat(Math.max(0, drawn.links.length - 1)),
        teMetric: fc.integer({ min: 1, max: 9 }),
        algorithm: fc.constantFrom(...ALGORITHMS),
        request: requestOn(drawn),
      }),
    );
    fc.assert(
      fc.property(changed, ({ network: drawn, chosen: { link: at, teMetric, algorithm, request } }) => {
        const { source, destination } = request;
        if (drawn.links.length === 0) return;
        const [updated, anew] = [createPathComputer(), createPathComputer()];
        updated.setTopology(drawn.nodes, drawn.links);
        const asked = {
          request: pathRequest({ source, destination, algorithm }),
          signalling: { setupType: 'SR_MPLS' },
        } as const;
        updated.compute(asked);
        const link = { ...drawn.links[at]!, teMetric };
        expect(updated.updateLinks([link])).toBe(true);
        anew.setTopology(drawn.nodes, drawn.links.with(at, link));
        expect(updated.compute(asked)).toEqual(anew.compute(asked));
      }),
      { numRuns: cases(300) },
    );
  });
});
