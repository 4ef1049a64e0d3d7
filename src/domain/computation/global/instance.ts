import type { TeGraph } from '../graph/te-graph.js';
import type { GlobalDemand, GlobalProblem, LinkMask } from './problem.js';

export const NONE = -1;

/**
 * Links with nearly the same capacity share a class, so that what depends on both demand and capacity is computed
 * once a class.
 */
const MOST_CLASSES = 64;

/**
 * The problem in the order that the search reads it. Arcs are the usable links in the order of the nodes that they
 * leave; demands are in an order of their own (larger bandwidth first), so that the order given means nothing.
 */
export interface Instance {
  readonly graph: TeGraph;
  readonly nodeCount: number;
  readonly arcCount: number;
  /** Arcs leaving node v: `first[v]` up to, not including, `first[v + 1]`. */
  readonly first: Int32Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly arcLink: Int32Array;
  readonly capacity: Float64Array;
  /** Bit/s that stay on the arc whatever is placed; at most the capacity. */
  readonly background: Float64Array;
  /** 1 / capacity; 0 where there is no capacity. */
  readonly inverse: Float64Array;
  readonly metric: Float64Array;
  /** Capacity class of each arc, and the 1 / capacity that stands for the class. */
  readonly classOf: Uint8Array;
  readonly classInverse: Float64Array;
  readonly demandCount: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly bandwidth: Float64Array;
  readonly priority: Uint8Array;
  readonly metricBound: Float64Array;
  /** Which of `masks` each demand keeps to; NONE: any arc. */
  readonly maskOf: Int32Array;
  /** By arc. */
  readonly masks: readonly Uint8Array[];
  /** Arcs of the current path, or undefined. */
  readonly current: readonly (Int32Array | undefined)[];
  /** Demand i is `problem.demands[given[i]]`. */
  readonly given: Int32Array;
  /** Demands that a search from one node serves: `groupDemand[groupFirst[g]]` on, larger bandwidth first. */
  readonly groupFirst: Int32Array;
  readonly groupDemand: Int32Array;
}

/** O(V + E + demands log demands). */
export function compileInstance(problem: GlobalProblem): Instance {
  const { graph } = problem;
  const network = compileNetwork(problem);
  const { arcOf } = network;
  const given = canonicalDemandOrder(problem.demands);
  const demands = Array.from(given, (index) => problem.demands[index]!);
  const { masks, maskOf } = internMasks(demands, network.arcLink);
  const demandPart = {
    demandCount: demands.length,
    source: Int32Array.from(demands, (demand) => demand.source),
    target: Int32Array.from(demands, (demand) => demand.destination),
    bandwidth: Float64Array.from(demands, (demand) => demand.bandwidth),
    priority: Uint8Array.from(demands, (demand) => demand.priority ?? 7),
    metricBound: Float64Array.from(demands, (demand) => demand.metricBound ?? Number.POSITIVE_INFINITY),
    maskOf,
    masks,
    given,
  };
  const instance = {
    graph,
    nodeCount: graph.nodes.length,
    ...network,
    ...demandPart,
    ...groupsOf(demandPart),
  };
  const current = demands.map((demand, index) => currentArcs(instance, arcOf, demand, index));
  return { ...instance, current };
}

function compileNetwork({ graph, capacity, background, metric }: GlobalProblem) {
  const usable = Array.from(graph.outLink).filter(
    (link) => graph.usable[link] === 1 && metric[link]! < Number.POSITIVE_INFINITY,
  );
  const first = new Int32Array(graph.nodes.length + 1);
  const arcOf = new Int32Array(graph.links.length).fill(NONE);
  usable.forEach((link, arc) => {
    first[graph.source[link]! + 1]! += 1;
    arcOf[link] = arc;
  });
  for (let node = 0; node < graph.nodes.length; node++) first[node + 1]! += first[node]!;
  const arcCapacity = Float64Array.from(usable, (link) => Math.max(0, capacity[link]!));
  return {
    arcCount: usable.length,
    first,
    arcOf,
    tail: Int32Array.from(usable, (link) => graph.source[link]!),
    head: Int32Array.from(usable, (link) => graph.target[link]!),
    arcLink: Int32Array.from(usable),
    capacity: arcCapacity,
    background: Float64Array.from(usable, (link, arc) =>
      Math.min(arcCapacity[arc]!, background?.[link] ?? 0),
    ),
    inverse: arcCapacity.map((bits) => (bits > 0 ? 1 / bits : 0)),
    metric: Float64Array.from(usable, (link) => metric[link]!),
    ...classesOf(arcCapacity),
  };
}

/** One class per distinct capacity, or when there are too many, per interval of its logarithm. */
function classesOf(capacity: Float64Array): { classOf: Uint8Array; classInverse: Float64Array } {
  const distinct = [...new Set(capacity)].filter((bits) => bits > 0).sort((a, b) => a - b);
  const lowest = Math.log(distinct[0] ?? 1);
  const width = (Math.log(distinct.at(-1) ?? 1) - lowest) / (MOST_CLASSES - 1);
  const exact = new Map(distinct.map((bits, index) => [bits, index]));
  const isExact = distinct.length <= MOST_CLASSES;
  const classFor = (bits: number): number =>
    bits <= 0 ? 0 : isExact ? exact.get(bits)! : Math.floor((Math.log(bits) - lowest) / width + 0.5);
  const classInverse = new Float64Array(isExact ? Math.max(1, distinct.length) : MOST_CLASSES);
  for (const bits of distinct) classInverse[classFor(bits)] = 1 / bits;
  return { classOf: Uint8Array.from(capacity, classFor), classInverse };
}

/**
 * Higher priority matters to no step by itself, so bandwidth decides first: large demands are the hard ones to place.
 */
function canonicalDemandOrder(demands: readonly GlobalDemand[]): Int32Array {
  return Int32Array.from(demands.keys()).sort((a, b) => {
    const [x, y] = [demands[a]!, demands[b]!];
    return (
      y.bandwidth - x.bandwidth ||
      x.source - y.source ||
      x.destination - y.destination ||
      (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)
    );
  });
}

function internMasks(demands: readonly GlobalDemand[], arcLink: Int32Array) {
  const known = new Map<LinkMask, number>();
  const masks: Uint8Array[] = [];
  const maskOf = Int32Array.from(demands, ({ allowed }) => {
    if (allowed === undefined) return NONE;
    let mask = known.get(allowed);
    if (mask === undefined) {
      mask = masks.push(Uint8Array.from(arcLink, (link) => allowed[link]!)) - 1;
      known.set(allowed, mask);
    }
    return mask;
  });
  return { masks, maskOf };
}

interface Grouped {
  readonly demandCount: number;
  readonly source: Int32Array;
  readonly maskOf: Int32Array;
}

function groupsOf({ demandCount, source, maskOf }: Grouped): {
  groupFirst: Int32Array;
  groupDemand: Int32Array;
} {
  const order = Int32Array.from({ length: demandCount }, (_, index) => index);
  order.sort((a, b) => source[a]! - source[b]! || maskOf[a]! - maskOf[b]! || a - b);
  const firsts: number[] = [];
  order.forEach((demand, at) => {
    const before = order[at - 1];
    if (before === undefined || source[before] !== source[demand] || maskOf[before] !== maskOf[demand]) {
      firsts.push(at);
    }
  });
  return { groupFirst: Int32Array.from([...firsts, demandCount]), groupDemand: order };
}

/** The demand's current path in arcs, if it is a simple path from end to end that it may use. */
function currentArcs(
  instance: Omit<Instance, 'current'>,
  arcOf: Int32Array,
  { current, source, destination }: GlobalDemand,
  demand: number,
): Int32Array | undefined {
  if (current === undefined || current.length === 0) return undefined;
  const arcs = Int32Array.from(current, (link) => arcOf[link] ?? NONE);
  const mask = instance.masks[instance.maskOf[demand]!];
  const passed = new Set([source]);
  let node = source;
  let metric = 0;
  for (const arc of arcs) {
    if (arc === NONE || instance.tail[arc] !== node || mask?.[arc] === 0) return undefined;
    if (instance.capacity[arc] === 0 && instance.bandwidth[demand]! > 0) return undefined;
    node = instance.head[arc]!;
    metric += instance.metric[arc]!;
    if (passed.has(node)) return undefined;
    passed.add(node);
  }
  return node === destination && metric <= instance.metricBound[demand]! ? arcs : undefined;
}
