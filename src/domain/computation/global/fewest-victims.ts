import type { Routing } from './routing.js';

/** Choices of victims that are looked at for one set of arcs. */
const MOST_TRIES = 20_000;

/** What must be freed on each of some arcs, and who could make way there. */
export interface Shortage {
  readonly arc: number;
  /** Bit/s. */
  readonly lacking: number;
  /** Demands over the arc that may be disrupted, larger bandwidth first. */
  readonly candidates: readonly number[];
}

/** Fewer LSPs, then less important ones, then less bandwidth disrupted. Negative: `a` is the better set. */
export function compareVictims(routing: Routing, a: readonly number[], b: readonly number[]): number {
  const { priority, bandwidth } = routing.instance;
  const importance = (set: readonly number[]): number =>
    set.reduce((sum, demand) => sum + (8 - priority[demand]!), 0);
  const total = (set: readonly number[]): number => set.reduce((sum, demand) => sum + bandwidth[demand]!, 0);
  return a.length - b.length || importance(a) - importance(b) || total(a) - total(b);
}

/**
 * The smallest set of demands whose leaving ends all shortages: one demand over several of the arcs counts once,
 * which is why the arcs can't be looked at one by one. Exact within MOST_TRIES, after which the best set so far is
 * taken. Undefined: even all of them are not enough.
 */
export function fewestVictims(
  routing: Routing,
  shortages: readonly Shortage[],
): readonly number[] | undefined {
  const search = new VictimSearch(routing, shortages);
  return search.run();
}

/** At least so many have to leave: on the arc where most are needed, taking the largest. Infinity: not enough. */
export function leastVictims(
  routing: Routing,
  { lacking, candidates }: Shortage,
  chosen: ReadonlySet<number>,
): number {
  const { bandwidth } = routing.instance;
  let open = lacking;
  for (const demand of candidates) if (chosen.has(demand)) open -= bandwidth[demand]!;
  let count = 0;
  for (const demand of candidates) {
    if (open <= 0) return count;
    if (chosen.has(demand)) continue;
    open -= bandwidth[demand]!;
    count += 1;
  }
  return open <= 0 ? count : Number.POSITIVE_INFINITY;
}

class VictimSearch {
  private best: readonly number[] | undefined;
  private tries = 0;
  private readonly chosen = new Set<number>();
  private readonly refused = new Set<number>();

  private readonly routing: Routing;
  private readonly shortages: readonly Shortage[];

  constructor(routing: Routing, shortages: readonly Shortage[]) {
    this.routing = routing;
    this.shortages = shortages;
  }

  run(): readonly number[] | undefined {
    this.decide();
    return this.best;
  }

  private decide(): void {
    this.tries += 1;
    if (this.tries > MOST_TRIES && this.best !== undefined) return;
    const open = this.shortages.map((shortage) => ({
      ...shortage,
      candidates: shortage.candidates.filter((demand) => !this.refused.has(demand)),
    }));
    let most = 0;
    let hardest: Shortage | undefined;
    for (const shortage of open) {
      const least = leastVictims(this.routing, shortage, this.chosen);
      if (least > most) {
        most = least;
        hardest = shortage;
      }
    }
    if (hardest === undefined) {
      this.keepIfBetter();
      return;
    }
    if (this.chosen.size + most > (this.best?.length ?? Number.MAX_SAFE_INTEGER)) return;
    const next = this.mostUseful(hardest, open);
    if (next === undefined) return;
    this.chosen.add(next);
    this.decide();
    this.chosen.delete(next);
    this.refused.add(next);
    this.decide();
    this.refused.delete(next);
  }

  /**
   * The candidate that ends most of what is lacking on all arcs together: the first one tried leads to a good set at
   * once.
   */
  private mostUseful(hardest: Shortage, open: readonly Shortage[]): number | undefined {
    const { bandwidth } = this.routing.instance;
    let best: number | undefined;
    let mostUse = -1;
    for (const demand of hardest.candidates) {
      if (this.chosen.has(demand)) continue;
      let use = 0;
      for (const { lacking, candidates } of open) {
        if (candidates.includes(demand)) use += Math.min(1, bandwidth[demand]! / lacking);
      }
      if (use > mostUse) [best, mostUse] = [demand, use];
    }
    return best;
  }

  private keepIfBetter(): void {
    const victims = [...this.chosen].sort((a, b) => a - b);
    if (this.best === undefined || compareVictims(this.routing, victims, this.best) < 0) this.best = victims;
  }
}
