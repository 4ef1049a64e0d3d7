import type { RankQueue } from './bucket-queue.js';

/**
 * Binary heap of nodes by key. A node may be in it several times; whoever pops it passes over the entries that are out
 * of date. Grows by doubling and is kept: 12 bytes per entry, of which there are never more than arcs.
 */
export class RankHeap implements RankQueue {
  size = 0;
  private keys = new Float64Array(1024);
  private nodes = new Int32Array(1024);

  clear(): void {
    this.size = 0;
  }

  /** The lowest key; Infinity when there is none. */
  get top(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.keys[0]!;
  }

  push(key: number, node: number): void {
    if (this.size === this.keys.length) this.grow();
    const { keys, nodes } = this;
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = keys[above]!;
      if (other <= key) break;
      keys[at] = other;
      nodes[at] = nodes[above]!;
      at = above;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** The node with the lowest key; the caller has checked that there is one. */
  pop(): number {
    const { keys, nodes } = this;
    const popped = nodes[0]!;
    const size = --this.size;
    const key = keys[size]!;
    const node = nodes[size]!;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      let other = keys[below]!;
      if (below + 1 < size && keys[below + 1]! < other) {
        below += 1;
        other = keys[below]!;
      }
      if (other >= key) break;
      keys[at] = other;
      nodes[at] = nodes[below]!;
      at = below;
    }
    keys[at] = key;
    nodes[at] = node;
    return popped;
  }

  private grow(): void {
    const { keys, nodes } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.nodes = new Int32Array(2 * nodes.length);
    this.keys.set(keys);
    this.nodes.set(nodes);
  }
}
