import { compareVictims, fewestVictims, type Shortage } from './fewest-victims.js';
import type { Routing } from './routing.js';

/** Who has to leave, and which paths the arrivals get. */
export interface Settlement {
  readonly victims: readonly number[];
  readonly paths: readonly (readonly [arrival: number, path: Int32Array])[];
}

interface Judged extends Settlement {
  readonly bandwidth: number;
  readonly metric: number;
}

/**
 * Looks at every combination of paths of some arrivals of one priority, one of them perhaps left out: most bandwidth
 * first, then fewest victims, then the least sum of metrics.
 */
export class JointChoice {
  private chosen: Judged | undefined;
  /** Bit/s that the paths decided on so far take, by arc. */
  private readonly taken: Float64Array;

  private readonly routing: Routing;
  private readonly arrivals: readonly number[];
  private readonly paths: readonly (readonly Int32Array[])[];

  constructor(routing: Routing, arrivals: readonly number[], paths: readonly (readonly Int32Array[])[]) {
    this.routing = routing;
    this.arrivals = arrivals;
    this.paths = paths;
    this.taken = new Float64Array(routing.instance.arcCount);
  }

  /** `over`: by arc, who may be disrupted there, larger bandwidth first. */
  best(over: readonly (readonly number[])[]): Settlement {
    this.decide(0, [], over);
    return this.chosen ?? { victims: [], paths: [] };
  }

  private decide(index: number, decided: Settlement['paths'], over: readonly (readonly number[])[]): void {
    const arrival = this.arrivals[index];
    if (arrival === undefined) {
      this.judge(decided, over);
      return;
    }
    const bandwidth = this.routing.instance.bandwidth[arrival]!;
    for (const path of this.paths[index]!) {
      for (const arc of path) this.taken[arc]! += bandwidth;
      this.decide(index + 1, [...decided, [arrival, path]], over);
      for (const arc of path) this.taken[arc]! -= bandwidth;
    }
    this.decide(index + 1, decided, over);
  }

  private judge(paths: Settlement['paths'], over: readonly (readonly number[])[]): void {
    const { instance, room } = this.routing;
    const bandwidth = paths.reduce((sum, [arrival]) => sum + instance.bandwidth[arrival]!, 0);
    if (this.chosen !== undefined && bandwidth < this.chosen.bandwidth) return;
    const shortages: Shortage[] = [];
    for (const arc of new Set(paths.flatMap(([, path]) => [...path]))) {
      const lacking = this.taken[arc]! - room[arc]!;
      if (lacking > 0) shortages.push({ arc, lacking, candidates: over[arc]! });
    }
    const victims = fewestVictims(this.routing, shortages);
    if (victims === undefined) return;
    const metric = paths
      .flatMap(([, path]) => [...path])
      .reduce((sum, arc) => sum + instance.metric[arc]!, 0);
    const judged = { victims, paths, bandwidth, metric };
    if (this.chosen === undefined || this.isBetter(judged, this.chosen)) this.chosen = judged;
  }

  private isBetter(a: Judged, b: Judged): boolean {
    const difference =
      b.bandwidth - a.bandwidth ||
      b.paths.length - a.paths.length ||
      compareVictims(this.routing, a.victims, b.victims) ||
      a.metric - b.metric;
    return difference < 0;
  }
}
