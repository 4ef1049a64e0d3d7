import { ArcSearch } from './arc-search.js';
import type { Budget } from './budget.js';
import type { Instance } from './instance.js';
import type { Routing } from './routing.js';

/**
 * Lowers the sum of metrics by moving demands one at a time to cheaper paths with room, as long as no arc gets above
 * `utilization`, nor above its capacity. One pass over shared trees in any case; then, within the budget, searches
 * for those whose cheapest path has no room.
 */
export function takeCheaperPaths(routing: Routing, budget: Budget, utilization: number): void {
  const cheaper = new CheaperPaths(routing, budget, Math.min(1, utilization));
  cheaper.byTrees();
  while (!budget.isSpent() && cheaper.bySearches()) cheaper.byTrees();
}

class CheaperPaths {
  private readonly search: ArcSearch;
  private readonly free: Float64Array;
  private readonly found: Int32Array;
  private readonly noFactor: Float64Array;
  private readonly instance: Instance;

  private readonly routing: Routing;
  private readonly budget: Budget;

  constructor(routing: Routing, budget: Budget, utilization: number) {
    this.routing = routing;
    this.budget = budget;
    this.instance = routing.instance;
    this.search = new ArcSearch(this.instance);
    this.found = new Int32Array(this.instance.nodeCount + 1);
    this.noFactor = new Float64Array(this.instance.classInverse.length);
    // Whole bit/s, so that an arc at exactly the given utilisation stays there.
    this.free = routing.load.map(
      (load, arc) => Math.max(load, Math.floor(this.instance.capacity[arc]! * utilization)) - load,
    );
  }

  byTrees(): void {
    const { groupFirst, groupDemand, source, target, maskOf, masks, metric } = this.instance;
    for (let group = 0; group + 1 < groupFirst.length; group++) {
      const some = groupDemand[groupFirst[group]!]!;
      this.budget.steps += 1;
      this.search.tree(source[some]!, metric, masks[maskOf[some]!]);
      for (let at = groupFirst[group]!; at < groupFirst[group + 1]!; at++) {
        const demand = groupDemand[at]!;
        if (!this.routing.isPlaced(demand)) continue;
        if (this.search.distance[target[demand]!]! >= this.routing.metricOf(demand)) continue;
        this.take(demand, this.search.trace(target[demand]!, this.found));
      }
    }
  }

  /** True if anything was changed. */
  bySearches(): boolean {
    const { demandCount, source, target, maskOf, masks, metric, bandwidth } = this.instance;
    const lengths = { price: metric, factor: this.noFactor, offset: metric, room: this.free };
    let hasChanged = false;
    for (let demand = 0; demand < demandCount && !this.budget.isSpent(); demand++) {
      if (!this.routing.isPlaced(demand)) continue;
      this.shiftFree(demand, 1);
      this.budget.steps += 1;
      const mask = masks[maskOf[demand]!];
      const need = bandwidth[demand]!;
      const isFound = this.search.path(source[demand]!, target[demand]!, lengths, need, mask);
      this.shiftFree(demand, -1);
      if (!isFound || this.search.distance[target[demand]!]! >= this.routing.metricOf(demand)) continue;
      if (this.take(demand, this.search.trace(target[demand]!, this.found))) hasChanged = true;
    }
    return hasChanged;
  }

  private take(demand: number, count: number): boolean {
    const { routing } = this;
    this.shiftFree(demand, 1);
    const need = this.instance.bandwidth[demand]!;
    const hasRoom = this.found.subarray(0, count).every((arc) => this.free[arc]! >= need);
    if (hasRoom) {
      routing.remove(demand);
      routing.place(demand, this.found, count, true);
    }
    this.shiftFree(demand, -1);
    return hasRoom;
  }

  private shiftFree(demand: number, sign: 1 | -1): void {
    const { pool, pathAt, pathLength } = this.routing;
    const to = pathAt[demand]! + pathLength[demand]!;
    for (let at = pathAt[demand]!; at < to; at++) {
      this.free[pool[at]!]! += sign * this.instance.bandwidth[demand]!;
    }
  }
}
