import { ipv4Number } from '../../values/address.js';
import type { FlexAlgorithmDefinition, TopologyLink, TopologyNode } from '../../values/topology.js';
import { igpMetricOf } from '../../values/topology.js';

/** Shortest paths by IGP metric, from which no local policy may depart (RFC 8402 3.1.1). */
const STRICT_SHORTEST_PATH = 1;
const SHORTEST_PATH_CALCULATION = 0;
const METRIC_TYPE = { IGP: 0, MINIMUM_DELAY: 1, TE: 2 } as const;

/** What an algorithm beside the IGP's own forwards over. */
export interface AlgorithmGraph {
  /** By link; Infinity: pruned from the algorithm's topology. */
  readonly weights: Float64Array;
  /** The weight of a link of these ends with other values. */
  weightOf(link: TopologyLink): number;
}

/**
 * The graphs of all algorithms that nodes take part in and that are defined (RFC 9350 13), by algorithm, ascending. An
 * algorithm whose winning definition nobody here can compute by has none. O(algorithms * links).
 */
export function algorithmGraphs(
  nodes: readonly TopologyNode[],
  links: readonly TopologyLink[],
): ReadonlyMap<number, AlgorithmGraph> {
  const algorithms = new Set(nodes.flatMap((node) => node.algorithms ?? []));
  const graphs = new Map<number, AlgorithmGraph>();
  for (const algorithm of [...algorithms].sort((a, b) => a - b)) {
    const weightOf = linkWeight(nodes, algorithm);
    if (weightOf === undefined) continue;
    const members = new Set(
      nodes.flatMap(({ id, algorithms: joined }) => (joined?.includes(algorithm) === true ? [id] : [])),
    );
    const weightInside = (link: TopologyLink): number =>
      members.has(link.source) && members.has(link.target) ? weightOf(link) : Number.POSITIVE_INFINITY;
    graphs.set(algorithm, { weights: Float64Array.from(links, weightInside), weightOf: weightInside });
  }
  return graphs;
}

function linkWeight(
  nodes: readonly TopologyNode[],
  algorithm: number,
): ((link: TopologyLink) => number) | undefined {
  if (algorithm === STRICT_SHORTEST_PATH) return igpMetricOf;
  const definition = winningDefinition(nodes, algorithm);
  if (definition === undefined || definition.unsupported === true) return undefined;
  if (definition.calculationType !== SHORTEST_PATH_CALCULATION) return undefined;
  const metric = metricOf(definition.metricType);
  if (metric === undefined) return undefined;
  return (link) =>
    isAdmitted(definition, link) ? (metric(link) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

/**
 * The definition that counts: highest priority, then highest router (RFC 9350 5.3). Every router that tells one counts,
 * whether it takes part in the algorithm or not.
 */
export function winningDefinition(
  nodes: readonly TopologyNode[],
  algorithm: number,
): FlexAlgorithmDefinition | undefined {
  let winner: { readonly node: TopologyNode; readonly definition: FlexAlgorithmDefinition } | undefined;
  for (const node of nodes) {
    for (const definition of node.flexAlgorithms ?? []) {
      if (definition.algorithm !== algorithm) continue;
      const ahead =
        winner === undefined
          ? 1
          : definition.priority - winner.definition.priority || compareRouters(node.id, winner.node.id);
      if (ahead > 0) winner = { node, definition };
    }
  }
  return winner?.definition;
}

/** As numbers: an OSPF router id is a dotted quad; the text of an IS-IS system id has a fixed length. */
function compareRouters(a: string, b: string): number {
  const [first, second] = [ipv4Number(lastPart(a)), ipv4Number(lastPart(b))];
  if (first !== undefined && second !== undefined && first !== second) return first - second;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Without the instance before it. */
const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** A metric that is not told prunes the link; nothing takes its place (RFC 9350 13, rule 5). */
function metricOf(type: number): ((link: TopologyLink) => number | undefined) | undefined {
  switch (type) {
    case METRIC_TYPE.IGP:
      return igpMetricOf;
    case METRIC_TYPE.MINIMUM_DELAY:
      return ({ minDelay }) => minDelay;
    case METRIC_TYPE.TE:
      return ({ teMetric }) => teMetric;
    default:
      return undefined;
  }
}

/** RFC 9350 13, rules 1 to 4. */
function isAdmitted(definition: FlexAlgorithmDefinition, { adminGroups, srlgs }: TopologyLink): boolean {
  const { excludeAny, excludeSrlgs, includeAny, includeAll } = definition;
  return (
    !excludeAny.some((bit) => adminGroups.includes(bit)) &&
    !excludeSrlgs.some((srlg) => srlgs.includes(srlg)) &&
    (includeAny.length === 0 || includeAny.some((bit) => adminGroups.includes(bit))) &&
    includeAll.every((bit) => adminGroups.includes(bit))
  );
}
