import type { Instance } from './instance.js';

/** What makes an arc long to one demand. All by arc, `factor` by capacity class. */
export interface ArcLengths {
  readonly price: Float64Array;
  readonly factor: Float64Array;
  readonly offset: Float64Array;
  readonly room: Float64Array;
}

/**
 * Dijkstra forwards over arcs, in two forms that differ in how long an arc is. Labels and heap are reused from search
 * to search. The heap keeps one entry for each improvement, a stale one being passed over: cheaper here than moving
 * entries.
 */
export class ArcSearch {
  readonly distance: Float64Array;
  /** Arc by which the node is reached; -1 at the start. Valid where `distance` is finite. */
  readonly via: Int32Array;
  private readonly heapKey: Float64Array;
  private readonly heapNode: Int32Array;
  private size = 0;
  private readonly instance: Instance;

  constructor(instance: Instance) {
    this.instance = instance;
    this.distance = new Float64Array(instance.nodeCount);
    this.via = new Int32Array(instance.nodeCount);
    this.heapKey = new Float64Array(instance.arcCount + 2);
    this.heapNode = new Int32Array(instance.arcCount + 2);
  }

  /**
   * Shortest paths from `source` to every node; an arc with length Infinity is not used. O((V + E) log V), nothing
   * allocated.
   */
  tree(source: number, length: Float64Array, mask: Uint8Array | undefined): void {
    const { first, head } = this.instance;
    const { distance, via } = this;
    this.start(source);
    while (this.size > 0) {
      const key = this.heapKey[0]!;
      const node = this.takeNearest();
      if (key > distance[node]!) continue;
      const end = first[node + 1]!;
      for (let arc = first[node]!; arc < end; arc++) {
        const far = key + length[arc]!;
        const next = head[arc]!;
        if (far >= distance[next]! || (mask !== undefined && mask[arc] === 0)) continue;
        distance[next] = far;
        via[next] = arc;
        this.put(far, next);
      }
    }
  }

  /**
   * Shortest path from `source` to `target` where arc a is `price[a] * factor[class of a] + offset[a]` long and has
   * at least `need` of `room`. True if there is one. O((V + E) log V), nothing allocated.
   */
  path(
    source: number,
    target: number,
    lengths: ArcLengths,
    need: number,
    mask: Uint8Array | undefined,
  ): boolean {
    const { first, head, classOf } = this.instance;
    const { price, factor, offset, room } = lengths;
    const { distance, via } = this;
    this.start(source);
    while (this.size > 0) {
      const key = this.heapKey[0]!;
      const node = this.takeNearest();
      if (node === target) return true;
      if (key > distance[node]!) continue;
      const end = first[node + 1]!;
      for (let arc = first[node]!; arc < end; arc++) {
        const next = head[arc]!;
        if (key >= distance[next]!) continue;
        const far = key + price[arc]! * factor[classOf[arc]!]! + offset[arc]!;
        if (far >= distance[next]! || room[arc]! < need || (mask !== undefined && mask[arc] === 0)) continue;
        distance[next] = far;
        via[next] = arc;
        if (far < distance[target]! || next === target) this.put(far, next);
      }
    }
    return false;
  }

  /** Writes the arcs from the start to `node`, last one first, and returns how many. */
  trace(node: number, into: Int32Array): number {
    const { tail } = this.instance;
    let count = 0;
    for (let arc = this.via[node]!; arc >= 0; arc = this.via[tail[arc]!]!) {
      into[count] = arc;
      count += 1;
    }
    return count;
  }

  private start(source: number): void {
    this.distance.fill(Number.POSITIVE_INFINITY);
    this.size = 0;
    this.distance[source] = 0;
    this.via[source] = -1;
    this.put(0, source);
  }

  private put(key: number, node: number): void {
    const { heapKey, heapNode } = this;
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heapKey[above]!;
      if (other <= key) break;
      heapKey[at] = other;
      heapNode[at] = heapNode[above]!;
      at = above;
    }
    heapKey[at] = key;
    heapNode[at] = node;
  }

  private takeNearest(): number {
    const { heapKey, heapNode } = this;
    const nearest = heapNode[0]!;
    const size = --this.size;
    const key = heapKey[size]!;
    const node = heapNode[size]!;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && heapKey[below + 1]! < heapKey[below]!) below += 1;
      const other = heapKey[below]!;
      if (other >= key) break;
      heapKey[at] = other;
      heapNode[at] = heapNode[below]!;
      at = below;
    }
    heapKey[at] = key;
    heapNode[at] = node;
    return nearest;
  }
}
