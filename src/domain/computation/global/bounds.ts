import type { ArcSearch } from './arc-search.js';
import { type Instance, NONE } from './instance.js';

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

function nodeCutBound(instance: Instance): number {
  const { nodeCount, arcCount, tail, head, capacity, background, source, target, bandwidth } = instance;
  const canLeave = new Float64Array(nodeCount);
  const canEnter = new Float64Array(nodeCount);
  const leaves = new Float64Array(nodeCount);
  const enters = new Float64Array(nodeCount);
  for (let arc = 0; arc < arcCount; arc++) {
    canLeave[tail[arc]!]! += capacity[arc]!;
    canEnter[head[arc]!]! += capacity[arc]!;
    leaves[tail[arc]!]! += background[arc]!;
    enters[head[arc]!]! += background[arc]!;
  }
  for (let demand = 0; demand < bandwidth.length; demand++) {
    leaves[source[demand]!]! += bandwidth[demand]!;
    enters[target[demand]!]! += bandwidth[demand]!;
  }
  let most = 0;
  for (let node = 0; node < nodeCount; node++) {
    if (canLeave[node]! > 0) most = Math.max(most, leaves[node]! / canLeave[node]!);
    if (canEnter[node]! > 0) most = Math.max(most, enters[node]! / canEnter[node]!);
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
