import fc from 'fast-check';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import type { Metric, MetricBound } from '../../src/domain/values/metric.js';
import type { PathRequest } from '../../src/domain/values/path-request.js';
import {
  igpMetricOf,
  type TopologyLink,
  type TopologyNode,
  teMetricOf,
} from '../../src/domain/values/topology.js';

/** Random small networks, and slow answers about them that share no code with the engine. */
export interface SmallNetwork {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

const GROUPS = [0, 3, 31, 32, 40];
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

export const smallNetwork = (most = 6): fc.Arbitrary<SmallNetwork> =>
  fc.integer({ min: 2, max: most }).chain((count) =>
    fc
      .array(
        fc.record({
          from: fc.nat(count - 1),
          to: fc.nat(count - 1),
          igp: sometimes(fc.integer({ min: 1, max: 4 })),
          te: sometimes(fc.nat(4)),
          delay: sometimes(fc.nat(5)),
          variation: sometimes(fc.nat(5)),
          percentLost: sometimes(fc.nat(5)),
          capacity: fc.nat(10),
          groups: fc.subarray(GROUPS),
          srlgs: fc.subarray([1, 2, 3], { maxLength: 2 }),
          up: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: count, maxLength: 3 * count },
      )
      .map((drawn) => ({
        nodes: Array.from({ length: count }, (_, index) => ({
          id: NodeId(`n${index}`),
          name: `node ${index}`,
          routerId: `10.0.0.${index}`,
          prefixSid: 16000 + index,
          // Systems 1 and 2; the first node of all is in none.
          ...(index === 0 ? {} : { asNumber: 1 + ((index >> 1) & 1) }),
        })),
        links: drawn
          .filter(({ from, to }) => from !== to)
          .map((one, index) => ({
            id: LinkId(`l${(index * 7) % 64}-${index}`),
            source: NodeId(`n${one.from}`),
            target: NodeId(`n${one.to}`),
            sourceAddress: `10.1.${index}.1`,
            targetAddress: `10.1.${index}.2`,
            ...(one.igp === undefined ? {} : { igpMetric: one.igp }),
            ...(one.te === undefined ? {} : { teMetric: one.te }),
            ...(one.delay === undefined ? {} : { delay: one.delay }),
            ...(one.variation === undefined ? {} : { delayVariation: one.variation }),
            ...(one.percentLost === undefined ? {} : { loss: one.percentLost / 100 }),
            capacity: one.capacity,
            reservable: one.capacity,
            adminGroups: one.groups,
            srlgs: one.srlgs,
            adjacencySid: 24000 + index,
            operational: one.up > 0,
          })),
      })),
  );

/** Everything up and known, many ways everywhere: what makes trade-offs between metrics, and contention. */
export const denseNetwork = (count: number): fc.Arbitrary<SmallNetwork> => {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const ends = numbers.flatMap((from) => numbers.flatMap((to) => (from === to ? [] : [[from, to] as const])));
  const attributes = fc.record({
    kept: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0),
    igp: fc.integer({ min: 1, max: 9 }),
    te: fc.integer({ min: 1, max: 9 }),
    delay: fc.integer({ min: 1, max: 9 }),
    capacity: fc.integer({ min: 3, max: 10 }),
  });
  return fc.array(attributes, { minLength: ends.length, maxLength: ends.length }).map((drawn) => ({
    nodes: Array.from({ length: count }, (_, index) => ({
      id: NodeId(`n${index}`),
      name: `node ${index}`,
      routerId: `10.0.0.${index}`,
    })),
    links: ends.flatMap(([from, to], index) => {
      const { kept, igp, te, delay, capacity } = drawn[index]!;
      const link: TopologyLink = {
        id: LinkId(`${from}-${to}`),
        source: NodeId(`n${from}`),
        target: NodeId(`n${to}`),
        igpMetric: igp,
        teMetric: te,
        delay,
        capacity,
        reservable: capacity,
        adminGroups: [],
        srlgs: [],
        operational: true,
      };
      return kept ? [link] : [];
    }),
  }));
};

const METRIC = fc.constantFrom<Metric>('IGP', 'TE', 'HOPS', 'DELAY', 'DELAY_VARIATION');

/** Limits of loss lie between the products that can occur: those are rounded. */
const BOUND: fc.Arbitrary<MetricBound> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ metric: METRIC, max: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.nat(15).map((percent) => ({ metric: 'LOSS' as const, max: (percent + 0.5) / 100 })),
  },
);

/** Nodes and links, and abstract nodes, now and then as strict hops. */
const includedOf = (references: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...references) },
        { weight: 1, arbitrary: fc.constantFrom('AS 1', 'AS 2', 'AS 9', '10.0.0.2/31', '10.0.0.0/24') },
      ),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([reference, drawn]) => (drawn === 0 ? `strict ${reference}` : reference));

/** Requests with all kinds of constraints, each of them mostly mild. */
export const requestOn = (network: SmallNetwork): fc.Arbitrary<PathRequest> => {
  const node = fc.constantFrom(...network.nodes.map(({ id }) => id as string));
  const references = [
    ...network.nodes.flatMap(({ id, name, routerId }) => [id as string, name, routerId as string]),
    ...network.links.flatMap(({ id, targetAddress = id }) => [id as string, targetAddress]),
  ];
  const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<T[]>([]) },
      { weight: 1, arbitrary: fc.array(arbitrary, { maxLength }) },
    );
  return fc.record({
    source: node,
    destination: node,
    bandwidth: fc.nat(6),
    setupPriority: fc.nat(7),
    metric: METRIC,
    bounds: few(BOUND, 2),
    includeAny: few(fc.constantFrom(...GROUPS), 2),
    includeAll: few(fc.constantFrom(...GROUPS, 64), 1),
    excludeAny: few(fc.constantFrom(...GROUPS, 64), 1),
    exclude: few(fc.constantFrom(...references), 2),
    excludeSrlgs: few(fc.constantFrom(1, 2, 3, 9), 1),
    include: few(includedOf(references), 2),
    alternatives: fc.nat(3),
  });
};

export const networkAndRequest = smallNetwork().chain((network) =>
  fc.record({ network: fc.constant(network), request: requestOn(network) }),
);

export function valueOf(link: TopologyLink, metric: Metric): number {
  if (metric === 'IGP') return igpMetricOf(link);
  if (metric === 'TE') return teMetricOf(link);
  if (metric === 'DELAY_VARIATION') return link.delayVariation ?? Number.NaN;
  if (metric === 'LOSS') return link.loss ?? Number.NaN;
  return metric === 'HOPS' ? 1 : (link.delay ?? Number.NaN);
}

export const total = (path: readonly TopologyLink[], metric: Metric): number =>
  metric === 'LOSS'
    ? 1 - path.reduce((arriving, link) => arriving * (1 - valueOf(link, metric)), 1)
    : path.reduce((sum, link) => sum + valueOf(link, metric), 0);

/** Every path without a repeated node over links that are up. */
export function simplePaths(network: SmallNetwork, source: string, destination: string): TopologyLink[][] {
  const found: TopologyLink[][] = [];
  const extend = (node: string, visited: readonly string[], path: readonly TopologyLink[]): void => {
    if (node === destination) {
      found.push([...path]);
      return;
    }
    for (const link of network.links) {
      if (link.source !== node || visited.includes(link.target) || !link.operational) continue;
      extend(link.target, [...visited, link.target], [...path, link]);
    }
  };
  if (source !== destination) extend(source, [source], []);
  return found;
}

/** Products of losses are compared within this. */
const ROUNDING = 1e-9;

/** By what the request asks, literally; `availableOn` defaults to an empty network. */
export function isAllowed(
  network: SmallNetwork,
  request: PathRequest,
  path: readonly TopologyLink[],
  availableOn: (link: TopologyLink) => number = (link) => link.reservable,
): boolean {
  const nodes = [request.source, ...path.map((link) => link.target as string)];
  const names = (reference: string, id: string): boolean => {
    const node = network.nodes.find((candidate) => candidate.id === id);
    return node !== undefined && [node.id, node.name, node.routerId].includes(reference);
  };
  const usesDelay = request.metric === 'DELAY' || request.bounds.some(({ metric }) => metric === 'DELAY');
  const linkOk = (link: TopologyLink): boolean =>
    (request.bandwidth === 0 || availableOn(link) >= request.bandwidth) &&
    (request.includeAny.length === 0 || request.includeAny.some((bit) => link.adminGroups.includes(bit))) &&
    request.includeAll.every((bit) => link.adminGroups.includes(bit)) &&
    !request.excludeAny.some((bit) => link.adminGroups.includes(bit)) &&
    !request.excludeSrlgs.some((srlg) => link.srlgs.includes(srlg)) &&
    !request.exclude.some((reference) =>
      [link.id, link.targetAddress, link.sourceAddress].includes(reference),
    ) &&
    (!usesDelay || link.delay !== undefined) &&
    !Number.isNaN(valueOf(link, request.metric));
  return (
    path.every(linkOk) &&
    !request.exclude.some((reference) => nodes.some((id) => names(reference, id))) &&
    request.bounds.every(
      ({ metric, max }) => total(path, metric) <= max + (metric === 'LOSS' ? ROUNDING : 0),
    ) &&
    passesInOrder(network, request, path, nodes, names)
  );
}

function passesInOrder(
  network: SmallNetwork,
  request: PathRequest,
  path: readonly TopologyLink[],
  nodes: readonly string[],
  names: (reference: string, id: string) => boolean,
): boolean {
  // A node at position i sits at 2i, the link from i to i + 1 at 2i + 1: places must not go back.
  let place = 0;
  let before: readonly string[] = [request.source];
  return request.include.every((text) => {
    const reference = text.replace(/^strict /, '');
    const all = network.nodes.map(({ id }) => id as string);
    const members = all.filter((id) => names(reference, id) || isInside(network, reference, id));
    const link = path.findIndex((one) => one.id === reference || one.targetAddress === reference);
    const earliest = Math.ceil(place / 2);
    const node = nodes.findIndex((id, at) => at >= earliest && members.includes(id));
    const at = members.length > 0 ? 2 * node : 2 * link + 1;
    if (at < place) return false;
    const own = members.length > 0 ? members : [path[link]!.target as string];
    const between = nodes.slice(earliest, Math.floor(at / 2) + 1);
    const alone = between.every((id) => before.includes(id) || own.includes(id));
    place = at;
    before = own;
    return alone || text === reference;
  });
}

/** The node is in the autonomous system, or has an address in the prefix: written out for those that are drawn. */
function isInside(network: SmallNetwork, reference: string, id: string): boolean {
  const node = network.nodes.find((candidate) => candidate.id === id);
  if (reference === `AS ${node?.asNumber}`) return true;
  if (reference === '10.0.0.2/31') return ['10.0.0.2', '10.0.0.3'].includes(node?.routerId ?? '');
  return reference === '10.0.0.0/24';
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Cheaper, shorter, then the smaller sequence of link ids. */
export function comparePathsOf(metric: Metric) {
  return (a: readonly TopologyLink[], b: readonly TopologyLink[]): number => {
    const difference = total(a, metric) - total(b, metric) || a.length - b.length;
    if (difference !== 0) return difference;
    for (let at = 0; at < a.length; at++) {
      const order = compareText(a[at]!.id, b[at]!.id);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** All paths that the request allows, in the order in which they should be given. */
export const allowedPaths = (
  network: SmallNetwork,
  request: PathRequest,
  availableOn?: (link: TopologyLink) => number,
): TopologyLink[][] =>
  simplePaths(network, request.source, request.destination)
    .filter((path) => isAllowed(network, request, path, availableOn))
    .sort(comparePathsOf(request.metric));

export const idsOf = (path: readonly TopologyLink[]): string[] => path.map(({ id }) => id);
