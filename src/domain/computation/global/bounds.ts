import { unreachable } from '../../values/result.js';
import { ArcSearch } from './arc-search.js';
import { compileInstance, type Instance, NONE } from './instance.js';
import type { GlobalGoal, GlobalProblem } from './problem.js';

/**
 * A largest utilisation that no placement of all demands can stay below, cheap to have: every demand takes its
 * bandwidth of one path, so at least that of the widest one, and what leaves or enters a node has to share its links.
 * O(V + E + demands), and a search per node whose largest demand could matter.
 */
export function simpleBound(instance: Instance): number {
  const staying = instance.background.map((bits, arc) => bits * instance.inverse[arc]!);
  const bound = staying.reduce((most, share) => Math.max(most, share), nodeCutBound(instance));
  const widest = new WidestPaths(instance);
  const { groupFirst, groupDemand, bandwidth, source, target, maskOf } = instance;
  let most = bound;
  for (let group = 0; group + 1 < groupFirst.length; group++) {
    const largest = groupDemand[groupFirst[group]!]!;
    if (bandwidth[largest]! <= most * widest.widestOut(source[largest]!)) continue;
    widest.grow(source[largest]!, instance.masks[maskOf[largest]!]);
    for (let at = groupFirst[group]!; at < groupFirst[group + 1]!; at++) {
      const demand = groupDemand[at]!;
      const width = widest.width[target[demand]!]!;
      if (width > 0) most = Math.max(most, bandwidth[demand]! / width);
    }
  }
  return most;
}

/**
 * What no placement can better by this goal, cheap to have: a largest utilisation and a sum of metrics for all demands, or
 * bit/s. O(demands), and a search per node.
 */
export function combinatorialBound(problem: GlobalProblem, goal: GlobalGoal): number {
  const instance = compileInstance(problem);
  switch (goal) {
    case 'MIN_MAX_UTILIZATION':
      return simpleBound(instance);
    case 'MAX_THROUGHPUT':
      return mostPlaced(instance);
    case 'MIN_TOTAL_METRIC':
      return leastMetric(instance);
    default:
      return unreachable(goal);
  }
}

/** What is wanted of each node, up to what its links can carry. */
function mostPlaced(instance: Instance): number {
  const { canLeave, canEnter, leaves, enters, heldLeaving, heldEntering } = nodeTraffic(instance);
  const within = (wanted: Float64Array, room: Float64Array, held: Float64Array): number =>
    wanted.reduce((sum, bits, node) => sum + Math.min(bits, Math.max(0, room[node]! - held[node]!)), 0);
  return Math.min(within(leaves, canLeave, heldLeaving), within(enters, canEnter, heldEntering));
}

/** Every demand alone on the network; one without a path counts nothing. */
function leastMetric(instance: Instance): number {
  const { groupFirst, groupDemand, source, target, maskOf, masks, metric } = instance;
  const search = new ArcSearch(instance);
  let sum = 0;
  for (let group = 0; group + 1 < groupFirst.length; group++) {
    const some = groupDemand[groupFirst[group]!]!;
    search.tree(source[some]!, metric, masks[maskOf[some]!]);
    for (let at = groupFirst[group]!; at < groupFirst[group + 1]!; at++) {
      const distance = search.distance[target[groupDemand[at]!]!]!;
      if (distance < Number.POSITIVE_INFINITY) sum += distance;
    }
  }
  return sum;
}

/** Bit/s that the links at each node can carry, that demands want to carry, and that the background holds. */
function nodeTraffic(instance: Instance) {
  const { nodeCount, arcCount, tail, head, capacity, background, source, target, bandwidth } = instance;
  const canLeave = new Float64Array(nodeCount);
  const canEnter = new Float64Array(nodeCount);
  const leaves = new Float64Array(nodeCount);
  const enters = new Float64Array(nodeCount);
  const heldLeaving = new Float64Array(nodeCount);
  const heldEntering = new Float64Array(nodeCount);
  for (let arc = 0; arc < arcCount; arc++) {
    canLeave[tail[arc]!]! += capacity[arc]!;
    canEnter[head[arc]!]! += capacity[arc]!;
    heldLeaving[tail[arc]!]! += background[arc]!;
    heldEntering[head[arc]!]! += background[arc]!;
  }
  for (let demand = 0; demand < bandwidth.length; demand++) {
    leaves[source[demand]!]! += bandwidth[demand]!;
    enters[target[demand]!]! += bandwidth[demand]!;
  }
  return { canLeave, canEnter, leaves, enters, heldLeaving, heldEntering };
}

function nodeCutBound(instance: Instance): number {
  const { canLeave, canEnter, leaves, enters, heldLeaving, heldEntering } = nodeTraffic(instance);
  let most = 0;
  for (let node = 0; node < instance.nodeCount; node++) {
    const [leaving, entering] = [leaves[node]! + heldLeaving[node]!, enters[node]! + heldEntering[node]!];
    if (canLeave[node]! > 0) most = Math.max(most, leaving / canLeave[node]!);
    if (canEnter[node]! > 0) most = Math.max(most, entering / canEnter[node]!);
  }
  return most;
}

/** Path with the largest smallest capacity from one node to every other; Prim's way, O(V^2 + E). */
class WidestPaths {
  readonly width: Float64Array;
  private readonly settled: Uint8Array;
  private readonly instance: Instance;

  constructor(instance: Instance) {
    this.instance = instance;
    this.width = new Float64Array(instance.nodeCount);
    this.settled = new Uint8Array(instance.nodeCount);
  }

  widestOut(node: number): number {
    const { first, capacity } = this.instance;
    let widest = 0;
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) widest = Math.max(widest, capacity[arc]!);
    return widest;
  }

  grow(source: number, mask: Uint8Array | undefined): void {
    const { first, head, capacity } = this.instance;
    const { width, settled } = this;
    width.fill(0);
    settled.fill(0);
    width[source] = Number.POSITIVE_INFINITY;
    for (let node = source; node !== NONE; node = this.widestOpen()) {
      settled[node] = 1;
      for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
        if (mask?.[arc] === 0) continue;
        const through = Math.min(width[node]!, capacity[arc]!);
        if (through > width[head[arc]!]!) width[head[arc]!] = through;
      }
    }
  }

  private widestOpen(): number {
    let best = NONE;
    for (let node = 0; node < this.width.length; node++) {
      if (this.settled[node] === 1 || this.width[node] === 0) continue;
      if (best === NONE || this.width[node]! > this.width[best]!) best = node;
    }
    return best;
  }
}

/**
 * The bound that linear programming duality gets out of any prices: if an arc costs `price / capacity` per bit/s, all
 * demands on their cheapest paths pay a sum that the largest utilisation times the sum of prices can't stay below.
 * Close to the best bound when the prices are high on just the arcs that cannot be relieved. One tree per group of
 * demands.
 */
export function priceBound(instance: Instance, price: Float64Array, search: ArcSearch): number {
  const { arcCount, inverse, background, groupFirst, groupDemand, source, target, bandwidth, maskOf, masks } =
    instance;
  const perBit = new Float64Array(arcCount);
  let sumOfPrices = 0;
  let paid = 0;
  for (let arc = 0; arc < arcCount; arc++) {
    perBit[arc] = inverse[arc] === 0 ? Number.POSITIVE_INFINITY : price[arc]! * inverse[arc]!;
    if (inverse[arc] === 0) continue;
    sumOfPrices += price[arc]!;
    paid += background[arc]! * perBit[arc]!;
  }
  for (let group = 0; group + 1 < groupFirst.length; group++) {
    const some = groupDemand[groupFirst[group]!]!;
    search.tree(source[some]!, perBit, masks[maskOf[some]!]);
    for (let at = groupFirst[group]!; at < groupFirst[group + 1]!; at++) {
      const demand = groupDemand[at]!;
      const distance = search.distance[target[demand]!]!;
      if (distance < Number.POSITIVE_INFINITY) paid += bandwidth[demand]! * distance;
    }
  }
  return sumOfPrices > 0 ? paid / sumOfPrices : 0;
}
