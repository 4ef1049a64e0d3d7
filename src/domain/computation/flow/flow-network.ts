/**
 * Arcs with capacities between numbered nodes, as compressed sparse rows over typed arrays. Arc 2i is the i-th that was
 * given, arc 2i + 1 its reverse; `residual` is what can still be sent along an arc. 40 bytes per arc that was given.
 */
export class FlowNetwork {
  readonly nodeCount: number;
  /** Node at which the arc ends; that of the other arc of the pair is where it starts. */
  readonly head: Int32Array;
  readonly residual: Float64Array;
  /** Arcs leaving node v: `arcs[first[v]]` up to, not including, `arcs[first[v + 1]]`; ascending. */
  readonly first: Int32Array;
  readonly arcs: Int32Array;

  /** Arc i goes from `from[i]` to `to[i]` and takes up to `capacity[i]`, 0 or more. O(V + E). */
  constructor(
    nodeCount: number,
    from: readonly number[],
    to: readonly number[],
    capacity: readonly number[],
  ) {
    this.nodeCount = nodeCount;
    const arcCount = 2 * from.length;
    this.head = new Int32Array(arcCount);
    this.residual = new Float64Array(arcCount);
    this.first = new Int32Array(nodeCount + 1);
    this.arcs = new Int32Array(arcCount);
    for (let pair = 0; pair < from.length; pair++) {
      this.head[2 * pair] = to[pair]!;
      this.head[2 * pair + 1] = from[pair]!;
      this.residual[2 * pair] = capacity[pair]!;
      this.first[from[pair]! + 1]! += 1;
      this.first[to[pair]! + 1]! += 1;
    }
    for (let node = 0; node < nodeCount; node++) this.first[node + 1]! += this.first[node]!;
    const next = this.first.slice();
    for (let arc = 0; arc < arcCount; arc++) {
      const tail = this.head[arc ^ 1]!;
      this.arcs[next[tail]!] = arc;
      next[tail]! += 1;
    }
  }

  /** What flows along the i-th arc that was given. */
  flowOf(pair: number): number {
    return this.residual[2 * pair + 1]!;
  }
}

/**
 * Sends as much as possible from source to sink, which must differ, and returns how much (Dinic 1970). Among equally
 * good ways the lower arc numbers are taken, so that equal networks carry equal flows.
 *
 * Exact as long as capacities, and what leaves the source in total, are whole numbers up to 2^53: on an arc there is
 * never more than its capacity, and nothing is divided.
 *
 * PERF: O(V^2 E), with all capacities 1 O(E min(V^(2/3), E^(1/2))); in networks of routers a few rounds of O(E).
 */
export function sendMaximum(network: FlowNetwork, source: number, sink: number): number {
  const level = new Int32Array(network.nodeCount);
  const next = new Int32Array(network.nodeCount);
  const queue = new Int32Array(network.nodeCount);
  const path = new Int32Array(network.nodeCount);
  let total = 0;
  while (levelNodes(network, source, sink, level, queue)) {
    next.set(network.first.subarray(0, network.nodeCount));
    total += saturate(network, source, sink, level, next, path);
  }
  return total;
}

/**
 * The nodes that more could still be sent to: after `sendMaximum` the source's side of the minimum cut that is nearest
 * the source. It is the same whichever maximum flow was found. O(V + E).
 */
export function sourceSide(network: FlowNetwork, source: number): Uint8Array {
  const level = new Int32Array(network.nodeCount);
  levelNodes(network, source, -1, level, new Int32Array(network.nodeCount));
  return Uint8Array.from(level, (depth) => (depth > 0 ? 1 : 0));
}

/** Gives each node its distance from the source plus 1, 0 where it can't be reached; whether the sink can. */
function levelNodes(
  { head, residual, first, arcs }: FlowNetwork,
  source: number,
  sink: number,
  level: Int32Array,
  queue: Int32Array,
): boolean {
  level.fill(0);
  level[source] = 1;
  queue[0] = source;
  let known = 1;
  for (let done = 0; done < known; done++) {
    const node = queue[done]!;
    const end = first[node + 1]!;
    for (let at = first[node]!; at < end; at++) {
      const arc = arcs[at]!;
      const beyond = head[arc]!;
      if (residual[arc] === 0 || level[beyond] !== 0) continue;
      level[beyond] = level[node]! + 1;
      if (beyond === sink) return true;
      queue[known] = beyond;
      known += 1;
    }
  }
  return false;
}

/**
 * Fills shortest ways until each has a full arc (a blocking flow). `next` holds per node the first place in `arcs` that
 * is not yet given up; a node that leads nowhere loses its level.
 */
function saturate(
  { head, residual, first, arcs }: FlowNetwork,
  source: number,
  sink: number,
  level: Int32Array,
  next: Int32Array,
  path: Int32Array,
): number {
  let total = 0;
  let length = 0;
  let node = source;
  for (;;) {
    if (node === sink) {
      let amount = Number.POSITIVE_INFINITY;
      for (let at = 0; at < length; at++) amount = Math.min(amount, residual[path[at]!]!);
      let full = length;
      for (let at = length - 1; at >= 0; at--) {
        const arc = path[at]!;
        residual[arc]! -= amount;
        residual[arc ^ 1]! += amount;
        if (residual[arc] === 0) full = at;
      }
      total += amount;
      length = full;
      node = head[path[full]! ^ 1]!;
      continue;
    }
    const end = first[node + 1]!;
    let at = next[node]!;
    while (at < end && (residual[arcs[at]!] === 0 || level[head[arcs[at]!]!] !== level[node]! + 1)) at++;
    next[node] = at;
    if (at < end) {
      path[length] = arcs[at]!;
      length += 1;
      node = head[arcs[at]!]!;
      continue;
    }
    if (node === source) return total;
    level[node] = 0;
    length -= 1;
    node = head[path[length]! ^ 1]!;
  }
}
