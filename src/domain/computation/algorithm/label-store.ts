/** An exact search gives up after this many labels (partial paths): about 5 MB, some tenths of a second. */
export const LABEL_LIMIT = 50_000;
/** All exact searches for one answer, its alternatives and its explanation together give up after this many. */
export const ANSWER_LIMIT = 100_000;

const NO_LABEL = -1;

/**
 * Partial paths of the exact search, in parallel arrays that grow by doubling and are kept for the next search.
 * A label is a number; its path is read by following `parent`.
 */
export class LabelStore {
  count = 0;
  node = new Int32Array(1024);
  /** Last link of the partial path, -1 in the first label. */
  link = new Int32Array(1024);
  parent = new Int32Array(1024);
  stage = new Int32Array(1024);
  hops = new Int32Array(1024);
  cost = new Float64Array(1024);
  /** Lower bound on a whole path that starts with this partial path. */
  totalCost = new Float64Array(1024);
  totalHops = new Int32Array(1024);
  /** 1: another label at the same node is at least as good in everything. */
  dominated = new Uint8Array(1024);
  /** Next label at the same node. */
  sibling = new Int32Array(1024);
  /** What the partial path used of each bound: `used[label * resources + r]`. */
  used = new Float64Array(1024);
  private resources = 0;
  /** Labels that the present answer may still use. */
  private budget = ANSWER_LIMIT;
  private firstAtNode: Int32Array;
  private readonly heap: number[] = [];

  constructor(nodeCount: number) {
    this.firstAtNode = new Int32Array(nodeCount).fill(NO_LABEL);
  }

  /** A new answer begins: what was left over from the one before it does not count against it. */
  renewBudget(): void {
    this.budget = ANSWER_LIMIT;
    this.count = 0;
  }

  /** True when no further label may be added. */
  get isFull(): boolean {
    return this.count >= Math.min(LABEL_LIMIT, this.budget);
  }

  /** O(V) to forget the last search. */
  start(resources: number): void {
    this.budget -= this.count;
    this.count = 0;
    this.resources = resources;
    this.heap.length = 0;
    this.firstAtNode.fill(NO_LABEL);
  }

  /** A new label's number; the caller fills its fields. */
  add(node: number): number {
    const label = this.count;
    if (label === this.node.length) this.grow();
    if ((label + 1) * this.resources > this.used.length) this.used = doubled(this.used, Float64Array);
    this.count += 1;
    this.node[label] = node;
    this.dominated[label] = 0;
    this.sibling[label] = this.firstAtNode[node]!;
    this.firstAtNode[node] = label;
    return label;
  }

  firstAt(node: number): number {
    return this.firstAtNode[node]!;
  }

  /** Takes back the label that was added last. */
  dropLast(): void {
    this.count -= 1;
    this.firstAtNode[this.node[this.count]!] = this.sibling[this.count]!;
  }

  usedOf(label: number, resource: number): number {
    return this.used[label * this.resources + resource]!;
  }

  setUsed(label: number, resource: number, amount: number): void {
    this.used[label * this.resources + resource] = amount;
  }

  /** True if the partial path passes the node. O(its length). */
  visits(label: number, node: number): boolean {
    for (let at = label; at >= 0; at = this.parent[at]!) {
      if (this.node[at] === node) return true;
    }
    return false;
  }

  /** The links of the partial path, in order. */
  linksOf(label: number): number[] {
    const links: number[] = [];
    for (let at = label; this.parent[at]! >= 0; at = this.parent[at]!) links.push(this.link[at]!);
    return links.reverse();
  }

  /** Lexicographic order of the link sequences, a beginning before what it begins. O(length), on ties only. */
  compareSequences(a: number, b: number): number {
    const shorter = Math.min(this.hops[a]!, this.hops[b]!);
    let fromA = a;
    let fromB = b;
    while (this.hops[fromA]! > shorter) fromA = this.parent[fromA]!;
    while (this.hops[fromB]! > shorter) fromB = this.parent[fromB]!;
    let difference = 0;
    while (fromA !== fromB) {
      difference = this.link[fromA]! - this.link[fromB]! || difference;
      fromA = this.parent[fromA]!;
      fromB = this.parent[fromB]!;
    }
    return difference || this.hops[a]! - this.hops[b]!;
  }

  push(label: number): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(label);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.before(label, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = label;
  }

  /** The label with the best lower bound, -1 when there is none left. */
  pop(): number {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return NO_LABEL;
    if (heap.length === 0) return top;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && this.before(heap[below + 1]!, heap[below]!)) below += 1;
      if (!this.before(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return top;
  }

  private before(a: number, b: number): boolean {
    const difference =
      this.totalCost[a]! - this.totalCost[b]! ||
      this.totalHops[a]! - this.totalHops[b]! ||
      this.compareSequences(a, b);
    return difference < 0;
  }

  private grow(): void {
    this.node = doubled(this.node, Int32Array);
    this.link = doubled(this.link, Int32Array);
    this.parent = doubled(this.parent, Int32Array);
    this.stage = doubled(this.stage, Int32Array);
    this.hops = doubled(this.hops, Int32Array);
    this.cost = doubled(this.cost, Float64Array);
    this.totalCost = doubled(this.totalCost, Float64Array);
    this.totalHops = doubled(this.totalHops, Int32Array);
    this.dominated = doubled(this.dominated, Uint8Array);
    this.sibling = doubled(this.sibling, Int32Array);
  }
}

interface Growable<Self> {
  readonly length: number;
  set(from: Self): void;
}

function doubled<Buffer extends Growable<Buffer>>(old: Buffer, Make: new (length: number) => Buffer): Buffer {
  const bigger = new Make(old.length * 2);
  bigger.set(old);
  return bigger;
}
