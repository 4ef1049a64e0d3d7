import { answerOf, candidateOf } from './answer-of.js';
import { ArcSearch } from './arc-search.js';
import { simpleBound } from './bounds.js';
import { Budget } from './budget.js';
import { simplePaths } from './every-placement.js';
import { compareVictims, fewestVictims, leastVictims, type Shortage } from './fewest-victims.js';
import { compileInstance, type Instance } from './instance.js';
import { JointChoice, type Settlement } from './joint-choice.js';
import type { Effort, GlobalAnswer, GlobalDemand, GlobalProblem } from './problem.js';
import { Rerouter } from './rerouter.js';
import { Routing } from './routing.js';

export interface PreemptionAnswer extends GlobalAnswer {
  /**
   * Those that had a path and lost it to a demand of higher priority, whether or not another one was found for them.
   */
  readonly disrupted: readonly GlobalDemand[];
}

const STEEPNESS = 50;
/** Demands that are tried as the one whose leaving makes other paths cheap. */
const TRIED_AS_FIRST = 32;
/** Combinations of paths of the arrivals of one priority that are all looked at. */
const MOST_JOINT_CHOICES = 2000;
/** Decides between paths with equally many victims, and never outweighs one. */
const METRIC_SHARE = 1e-6;

/**
 * Places the demands that have no current path, those of higher priority first, and lets them push aside LSPs of
 * lower priority where there is no room: as few LSPs as possible, not links (RFC 8051 3.1.3). Who was pushed aside
 * gets another path if there is one with room. Exact within a priority where the combinations of paths are few enough
 * to look at all of them, else one demand after the other.
 */
export function preemptFewest(problem: GlobalProblem, effort: Effort): PreemptionAnswer {
  const instance = compileInstance(problem);
  const budget = new Budget(effort);
  const routing = new Routing(instance, 'BY_ARC');
  instance.current.forEach((path, demand) => {
    if (path !== undefined) routing.place(demand, path, path.length, false);
  });
  const preemption = new Preemption(routing, budget);
  preemption.run();
  const bound = Math.max(simpleBound(instance), effort.bound ?? 0);
  const answer = answerOf(problem, instance, candidateOf(routing, bound, false), budget.steps);
  const disrupted = [...preemption.victims].map((demand) => instance.given[demand]!).sort((a, b) => a - b);
  return { ...answer, disrupted: disrupted.map((index) => problem.demands[index]!) };
}

class Preemption {
  readonly victims = new Set<number>();
  private readonly search: ArcSearch;
  private readonly rerouter: Rerouter;
  private readonly instance: Instance;
  private readonly found: Int32Array;

  private readonly routing: Routing;
  private readonly budget: Budget;

  constructor(routing: Routing, budget: Budget) {
    this.routing = routing;
    this.budget = budget;
    this.instance = routing.instance;
    this.search = new ArcSearch(this.instance);
    this.rerouter = new Rerouter(routing, budget);
    this.found = new Int32Array(this.instance.nodeCount + 1);
  }

  run(): void {
    const { demandCount, priority, bandwidth } = this.instance;
    const arrivals = Array.from({ length: demandCount }, (_, demand) => demand).filter(
      (demand) => this.instance.current[demand] === undefined,
    );
    arrivals.sort((a, b) => priority[a]! - priority[b]! || a - b);
    this.routing.setSteepness(STEEPNESS, 1);
    for (const level of new Set(arrivals.map((demand) => priority[demand]!))) {
      this.placeLevel(arrivals.filter((demand) => priority[demand] === level));
    }
    // Making way for one arrival may leave room for an earlier one that found none, and for those pushed aside.
    const homeless = [...this.victims].sort((a, b) => priority[a]! - priority[b]! || a - b);
    for (const demand of [...arrivals, ...homeless]) {
      if (!this.routing.isPlaced(demand)) this.rerouter.placeBySearch(demand, bandwidth[demand]!);
    }
  }

  private placeLevel(arrivals: readonly number[]): void {
    if (arrivals.every((arrival) => this.rerouter.placeBySearch(arrival, this.instance.bandwidth[arrival]!)))
      return;
    for (const arrival of arrivals) if (this.routing.isPlaced(arrival)) this.routing.remove(arrival);
    const paths = arrivals.map((arrival) => simplePaths(this.instance, arrival));
    const choices = paths.reduce((product, some) => product * ((some?.length ?? Infinity) + 1), 1);
    if (choices <= MOST_JOINT_CHOICES) {
      const joint = new JointChoice(this.routing, arrivals, paths as readonly (readonly Int32Array[])[]);
      this.settle(joint.best(this.preemptableOver(arrivals[0]!)));
      return;
    }
    for (const arrival of arrivals) this.placeAlone(arrival);
  }

  private placeAlone(arrival: number): void {
    if (this.rerouter.placeBySearch(arrival, this.instance.bandwidth[arrival]!)) return;
    const choice = this.searchedChoice(arrival);
    if (choice !== undefined) this.settle({ victims: choice.victims, paths: [[arrival, choice.path]] });
  }

  private settle({ victims, paths }: Settlement): void {
    for (const victim of victims) {
      this.routing.remove(victim);
      this.victims.add(victim);
    }
    for (const [arrival, path] of paths) this.routing.place(arrival, path, path.length, false);
  }

  /**
   * Cheapest path where an arc costs as many LSPs as it needs. That counts an LSP over several arcs of the path
   * several times, so it is done again with each of the most promising LSPs taken as gone already.
   */
  private searchedChoice(arrival: number): PathWithVictims | undefined {
    const over = this.preemptableOver(arrival);
    let best = this.pathGiven(arrival, over, new Set());
    for (let assumed = new Set<number>(), size = -1; best !== undefined && size < assumed.size; ) {
      size = assumed.size;
      for (const first of this.promising(over, assumed)) {
        if (this.budget.isSpent()) return best;
        const next = this.pathGiven(arrival, over, new Set([...assumed, first]));
        const better = this.betterOf(best, next);
        if (better === best) continue;
        best = better;
        assumed = new Set([...assumed, first]);
      }
    }
    return best;
  }

  /** Those over most of the arcs. */
  private promising(over: readonly (readonly number[])[], assumed: ReadonlySet<number>): readonly number[] {
    const arcsOf = new Map<number, number>();
    for (const demands of over) {
      for (const demand of demands) {
        if (!assumed.has(demand)) arcsOf.set(demand, (arcsOf.get(demand) ?? 0) + 1);
      }
    }
    return [...arcsOf]
      .sort(([a, arcs], [b, others]) => others - arcs || a - b)
      .slice(0, TRIED_AS_FIRST)
      .map(([demand]) => demand);
  }

  private pathGiven(
    arrival: number,
    over: readonly (readonly number[])[],
    gone: ReadonlySet<number>,
  ): PathWithVictims | undefined {
    const { source, target, masks, maskOf, arcCount, metric, capacity, bandwidth } = this.instance;
    const meanMetric = metric.reduce((sum, value) => sum + value, 0) / arcCount || 1;
    const length = new Float64Array(arcCount);
    for (let arc = 0; arc < arcCount; arc++) {
      const shortage = this.shortageAt(arrival, arc, over);
      const needed =
        capacity[arc]! < bandwidth[arrival]!
          ? Number.POSITIVE_INFINITY
          : leastVictims(this.routing, shortage, gone);
      length[arc] = needed + (METRIC_SHARE * metric[arc]!) / meanMetric;
    }
    this.budget.steps += 1;
    this.search.tree(source[arrival]!, length, masks[maskOf[arrival]!]);
    if (this.search.distance[target[arrival]!] === Number.POSITIVE_INFINITY) return undefined;
    const count = this.search.trace(target[arrival]!, this.found);
    return this.withVictims(arrival, this.found.slice(0, count).reverse(), over);
  }

  private withVictims(
    arrival: number,
    path: Int32Array,
    over: readonly (readonly number[])[],
  ): PathWithVictims | undefined {
    const metric = path.reduce((sum, arc) => sum + this.instance.metric[arc]!, 0);
    if (metric > this.instance.metricBound[arrival]!) return undefined;
    const shortages = Array.from(path, (arc) => this.shortageAt(arrival, arc, over));
    const victims = fewestVictims(
      this.routing,
      shortages.filter(({ lacking }) => lacking > 0),
    );
    return victims === undefined ? undefined : { path, victims, metric };
  }

  private shortageAt(arrival: number, arc: number, over: readonly (readonly number[])[]): Shortage {
    const lacking = this.instance.bandwidth[arrival]! - this.routing.room[arc]!;
    return { arc, lacking, candidates: over[arc]! };
  }

  private betterOf(
    a: PathWithVictims | undefined,
    b: PathWithVictims | undefined,
  ): PathWithVictims | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    const difference = compareVictims(this.routing, b.victims, a.victims) || b.metric - a.metric;
    return difference < 0 ? b : a;
  }

  /** By arc: demands of lower priority over it, larger bandwidth first. O(sum of path lengths). */
  private preemptableOver(arrival: number): readonly (readonly number[])[] {
    const { demandCount, priority, arcCount, bandwidth } = this.instance;
    const over: number[][] = Array.from({ length: arcCount }, () => []);
    for (let demand = 0; demand < demandCount; demand++) {
      if (priority[demand]! <= priority[arrival]! || bandwidth[demand] === 0) continue;
      for (const arc of this.routing.pathOf(demand)) over[arc]!.push(demand);
    }
    return over;
  }
}

interface PathWithVictims {
  readonly path: Int32Array;
  readonly victims: readonly number[];
  readonly metric: number;
}
