import type { Instance } from './instance.js';
import { RandomSequence } from './random-sequence.js';
import { Rerouter } from './rerouter.js';
import { Routing, type SavedPaths } from './routing.js';

export interface Knobs { first: number; growth: number; last: number; reheat: number; hot: number; log?: (text: string) => void; }

export class MinMax {
  readonly routing: Routing;
  readonly rerouter: Rerouter;
  readonly random: RandomSequence;
  best: SavedPaths | undefined;
  bestMax = Number.POSITIVE_INFINITY;
  readonly instance: Instance;
  readonly bound: number;
  readonly stop: () => boolean;
  knobs: Knobs;
  stopped = false;
  moved = 0;
  constructor(instance: Instance, bound: number, stop: () => boolean, knobs: Knobs) {
    this.instance = instance;
    this.bound = bound;
    this.stop = stop;
    this.knobs = knobs;
    this.routing = new Routing(instance);
    this.rerouter = new Rerouter(this.routing);
    this.random = new RandomSequence(1);
  }

  firstPass(): void {
    const { routing, rerouter, instance } = this;
    const { demandCount, source } = instance;
    routing.setSteepness(10, this.bound);
    const chunks = 24;
    let from = 0;
    let size = Math.max(16, Math.ceil(demandCount / 200));
    const order = new Int32Array(demandCount).map((_, i) => i);
    while (from < demandCount) {
      const to = Math.min(demandCount, from + size);
      const part = order.subarray(from, to).sort((a, b) => source[a]! - source[b]! || a - b);
      routing.setSteepness(10, Math.max(this.bound, routing.maxUtilization()));
      let last = -1;
      for (const d of part) {
        if (source[d] !== last) {
          last = source[d]!;
          rerouter.steps += 1;
          rerouter.search.tree(last, routing.length, undefined);
        }
        rerouter.placeByTree(d);
      }
      from = to;
      size = Math.min(Math.ceil(size * 1.5), Math.ceil(demandCount / chunks) * 3);
    }
  }

  treePass(): number {
    const { routing, rerouter, instance } = this;
    const { groupFirst, groupDemand, target } = instance;
    const groups = new Int32Array(groupFirst.length - 1).map((_, i) => i);
    this.random.shuffle(groups);
    let moves = 0;
    for (const g of groups) {
      if (this.stop()) { this.stopped = true; break; }
      rerouter.growTree(g);
      let fresh = true;
      for (let at = groupFirst[g]!; at < groupFirst[g + 1]!; at++) {
        const d = groupDemand[at]!;
        if (rerouter.presentLength(d) <= rerouter.search.distance[target[d]!]! * 1.0001) continue;
        if (rerouter.moveByTree(d)) { moves++; fresh = false; continue; }
        if (fresh) continue;
        rerouter.growTree(g);
        fresh = true;
        if (rerouter.presentLength(d) <= rerouter.search.distance[target[d]!]! * 1.0001) continue;
        if (rerouter.moveByTree(d)) { moves++; fresh = false; }
      }
    }
    return moves;
  }

  hotPass(width: number): number {
    const { routing, instance } = this;
    const max = routing.maxUtilization();
    const hot = new Uint8Array(instance.arcCount);
    for (let a = 0; a < instance.arcCount; a++) hot[a] = routing.utilizationOf(a) >= max * (1 - width) ? 1 : 0;
    const list: number[] = [];
    for (let d = 0; d < instance.demandCount; d++) {
      const from = routing.pathAt[d]!, to = from + routing.pathLength[d]!;
      for (let at = from; at < to; at++) if (hot[routing.pool[at]!] === 1) { list.push(d); break; }
    }
    const order = Int32Array.from(list);
    this.random.shuffle(order);
    let moves = 0;
    for (let i = 0; i < order.length; i++) {
      if ((i & 7) === 0 && this.stop()) { this.stopped = true; break; }
      if (this.rerouter.moveBySearch(order[i]!, -1)) moves++;
    }
    return moves;
  }

  note(): boolean {
    const max = this.routing.maxUtilization();
    if (max < this.bestMax * (1 - 1e-9)) {
      this.bestMax = max;
      this.best = this.routing.save();
      return true;
    }
    return false;
  }
  run(): void {
    const { routing, knobs } = this;
    this.firstPass();
    this.note();
    knobs.log?.(`first ${(this.bestMax / this.bound).toFixed(5)}`);
    let eta = knobs.first;
    let since = 0;
    for (let pass = 0; !this.stopped && this.bestMax > this.bound * 1.0001; pass++) {
      routing.setSteepness(eta, routing.maxUtilization());
      const moves = eta < knobs.hot ? this.treePass() : this.hotPass(20 / eta);
      this.moved += moves;
      const better = this.note();
      knobs.log?.(`pass ${pass} eta ${eta.toFixed(0)} moves ${moves} max ${(routing.maxUtilization() / this.bound).toFixed(5)} best ${(this.bestMax / this.bound).toFixed(5)} steps ${this.rerouter.steps}`);
      if (eta < knobs.last) eta *= knobs.growth;
      since = better ? 0 : since + 1;
      if (eta >= knobs.last && (moves === 0 || since > 3)) {
        routing.restore(this.best!);
        eta = knobs.reheat * (0.5 + this.random.below(1000) / 500);
        since = 0;
      }
    }
  }
}
