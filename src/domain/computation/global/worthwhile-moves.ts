import type { GlobalGoal, GlobalProblem } from './problem.js';

export type Paths = readonly (readonly number[] | undefined)[];

/** Two sums closer than this are the same one rounded differently. */
const ROUNDING = 1e-12;
/** What an LSP more or less counts beside all other gains, where one of several losses has to be chosen. */
const PLACED_FIRST = 1e6;
/** For LSPs that take no bandwidth. */
const PLACED_COUNT = 1e-9;
/** Moves taken back before all are looked at anew: one where there are few. */
const ROUNDS = 64;
/** Moves that are tried as the first of several that can only be taken back together. */
const TRIED_TOGETHER = 16;

export interface Worth {
  readonly goal: GlobalGoal;
  readonly maxMoves: number;
  readonly minGainPerMove: number;
}

interface Stage {
  /** Demands on their present paths again, so far. */
  readonly undone: number;
  /** Share of the bandwidth, first of all unless it is the goal itself. */
  readonly placed: number;
  readonly value: number;
  readonly moves: number;
}

/**
 * Between the present paths and the proposed ones: which of the moves are worth being made. They are taken back one
 * after the other, always those that earn least, down to the present; of all the placements on that way the one is chosen
 * that is worth most after the price of its moves. `present`: paths as they are, undefined: none.
 */
export class WorthwhileMoves {
  readonly path: (readonly number[] | undefined)[];
  private readonly load: Float64Array;
  private readonly problem: GlobalProblem;
  private readonly present: Paths;
  private readonly worth: Worth;
  private readonly offered: number;
  private readonly metricBefore: number;
  private moves = 0;
  private bandwidth = 0;
  private placed = 0;
  /** Of those that had a path. */
  private metric = 0;

  constructor(problem: GlobalProblem, present: Paths, proposed: Paths, worth: Worth) {
    this.problem = problem;
    this.present = present;
    this.worth = worth;
    this.path = present.map(() => undefined);
    this.load = Float64Array.from(problem.capacity, (_, link) => problem.background?.[link] ?? 0);
    this.moves = present.filter((path) => path !== undefined).length;
    proposed.forEach((path, demand) => {
      const before = present[demand];
      this.put(demand, path?.join() === before?.join() ? before : path);
    });
    this.offered = problem.demands.reduce((sum, { bandwidth }) => sum + bandwidth, 0) || 1;
    const placed = present.map((path) => this.metricOf(path));
    this.metricBefore = placed.reduce((sum, metric) => sum + metric, 0) || 1;
  }

  /** O(ROUNDS * moves * path length + moves * E). */
  choose(): void {
    const proposed = [...this.path];
    const undone: number[] = [];
    this.keepPlaced();
    const stages: Stage[] = [];
    const reach = (): void => {
      const { moves } = this;
      stages.push({ undone: undone.length, placed: this.placedFirst(), value: this.value(), moves });
    };
    proposed.forEach((path, demand) => {
      if (path !== this.path[demand]) undone.push(demand);
    });
    reach();
    while (stages.at(-1)!.moves > 0) {
      const before = undone.length;
      this.takeBackCheapest(undone, reach);
      if (undone.length > before) continue;
      const together = this.cheapestTogether();
      if (together.length === 0) break;
      for (const demand of together) this.takeBack(demand);
      undone.push(...together);
      reach();
    }
    const chosen = this.bestOf(stages);
    this.path.forEach((_, demand) => {
      this.put(demand, proposed[demand]);
    });
    for (const demand of undone.slice(0, chosen.undone)) this.takeBack(demand);
    this.dropWorthless();
  }

  /** Takes back every move that by itself earns nothing, or less than a move must. */
  dropWorthless(): void {
    for (let hasChanged = true; hasChanged; ) {
      hasChanged = false;
      const most = this.utilization();
      for (const demand of this.moved()) {
        const loss = this.lossOf(demand, most);
        if (loss > ROUNDING && loss >= this.worth.minGainPerMove - ROUNDING) continue;
        this.takeBack(demand);
        hasChanged = true;
        break;
      }
    }
  }

  takeBack(demand: number): void {
    this.put(demand, this.present[demand]);
  }

  /** Demands that have a path and are to have another one. */
  moved(): number[] {
    return [...this.path.keys()].filter(
      (demand) => this.present[demand] !== undefined && this.path[demand] !== this.present[demand],
    );
  }

  /** By the goal alone, in its shares; more is better. */
  value(): number {
    const { goal } = this.worth;
    if (goal === 'MAX_THROUGHPUT') return this.placedShare();
    return goal === 'MIN_MAX_UTILIZATION' ? -this.utilization() : -this.metric / this.metricBefore;
  }

  isBetterThan(other: WorthwhileMoves): boolean {
    const placed = this.placedFirst() - other.placedFirst();
    if (Math.abs(placed) > ROUNDING) return placed > 0;
    const net = (moves: WorthwhileMoves): number => moves.value() - this.worth.minGainPerMove * moves.moves;
    const difference = net(this) - net(other);
    return Math.abs(difference) > ROUNDING ? difference > 0 : this.moves < other.moves;
  }

  private placedFirst(): number {
    return this.worth.goal === 'MAX_THROUGHPUT' ? 0 : this.placedShare();
  }

  private placedShare(): number {
    return this.bandwidth / this.offered + PLACED_COUNT * this.placed;
  }

  utilization(): number {
    const { capacity } = this.problem;
    let most = 0;
    for (let link = 0; link < capacity.length; link++) {
      if (this.load[link]! > 0 && capacity[link]! > 0)
        most = Math.max(most, this.load[link]! / capacity[link]!);
    }
    return most;
  }

  metricOf(path: readonly number[] | undefined): number {
    return (path ?? []).reduce((sum, link) => sum + this.problem.metric[link]!, 0);
  }

  /** Nobody loses the path that it has: whoever took its place gives it back. */
  private keepPlaced(): void {
    this.path.forEach((path, demand) => {
      if (path !== undefined || this.present[demand] === undefined) return;
      for (const other of this.togetherWith(demand)) this.takeBack(other);
    });
  }

  private takeBackCheapest(undone: number[], reach: () => void): void {
    const most = this.utilization();
    const losses = this.moved()
      .map((demand) => ({ demand, loss: this.lossOf(demand, most) }))
      .filter(({ loss }) => loss < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.loss - b.loss || this.before(a.demand, b.demand));
    const atOnce = Math.ceil(losses.length / ROUNDS);
    for (const { demand, loss } of losses.slice(0, atOnce)) {
      // Others were taken back meanwhile.
      if (atOnce > 1 && this.lossOf(demand, most) > loss + ROUNDING) continue;
      this.takeBack(demand);
      undone.push(demand);
      reach();
    }
  }

  private before(a: number, b: number): number {
    const [x, y] = [this.problem.demands[a]!, this.problem.demands[b]!];
    return x.bandwidth - y.bandwidth || (x.id < y.id ? -1 : 1);
  }

  /** What the goal loses when the demand is back on its present path; Infinity: it has no room there. */
  private lossOf(demand: number, most: number): number {
    const { capacity, demands } = this.problem;
    const { bandwidth } = demands[demand]!;
    const path = this.path[demand];
    const present = this.present[demand]!;
    let highest = 0;
    for (const link of present) {
      if (bandwidth === 0 || path?.includes(link) === true) continue;
      const load = this.load[link]! + bandwidth;
      if (load > capacity[link]!) return Number.POSITIVE_INFINITY;
      highest = Math.max(highest, load / capacity[link]!);
    }
    if (this.worth.goal === 'MAX_THROUGHPUT') return 0;
    if (this.worth.goal === 'MIN_MAX_UTILIZATION') return Math.max(0, highest - most);
    return (this.metricOf(present) - this.metricOf(path)) / this.metricBefore;
  }

  /** The several moves whose taking back costs least per move. */
  private cheapestTogether(): readonly number[] {
    const worthOf = (): number => PLACED_FIRST * this.placedFirst() + this.value();
    const before = worthOf();
    let best: readonly number[] = [];
    let bestLoss = Number.POSITIVE_INFINITY;
    const tried = this.moved().sort((a, b) => this.before(a, b));
    for (const first of tried.slice(0, TRIED_TOGETHER)) {
      const together = this.togetherWith(first);
      const paths = together.map((demand) => this.path[demand]);
      for (const demand of together) this.takeBack(demand);
      const loss = (before - worthOf()) / together.length;
      together.forEach((demand, index) => {
        this.put(demand, paths[index]);
      });
      if (loss >= bestLoss) continue;
      best = together;
      bestLoss = loss;
    }
    return best;
  }

  /** The demand, and those that have to be taken back with it for all to have room; those without a path come last. */
  private togetherWith(first: number): readonly number[] {
    const together = [first];
    const paths = [this.path[first]];
    this.takeBack(first);
    for (let at = 0; at < together.length; at++) {
      for (const link of this.present[together[at]!] ?? []) {
        while (this.load[link]! > this.problem.capacity[link]!) {
          const other = this.arrivalOn(link);
          if (other === undefined) break;
          together.push(other);
          paths.push(this.path[other]);
          this.takeBack(other);
        }
      }
    }
    together.forEach((demand, index) => {
      this.put(demand, paths[index]);
    });
    return together;
  }

  /** Who came to the link, best those that have a path to go back to. */
  private arrivalOn(link: number): number | undefined {
    const arrivals = [...this.path.keys()].filter(
      (demand) =>
        this.problem.demands[demand]!.bandwidth > 0 &&
        this.path[demand]?.includes(link) === true &&
        this.present[demand]?.includes(link) !== true,
    );
    const rankOf = (demand: number): number => (this.present[demand] === undefined ? 1 : 0);
    const priorityOf = (demand: number): number => this.problem.demands[demand]!.priority ?? 7;
    arrivals.sort((a, b) => rankOf(a) - rankOf(b) || priorityOf(b) - priorityOf(a) || this.before(a, b));
    return arrivals[0];
  }

  /** Worth most after the price of its moves, within the number of moves; the fewest moves for that. */
  private bestOf(stages: readonly Stage[]): Stage {
    const { maxMoves, minGainPerMove } = this.worth;
    const within = stages.filter(({ moves }) => moves <= maxMoves);
    const placed = within.reduce((best, stage) => Math.max(best, stage.placed), 0);
    const allowed = within.filter((stage) => stage.placed >= placed - ROUNDING);
    const netOf = ({ value, moves }: Stage): number => value - minGainPerMove * moves;
    const most = allowed.reduce((best, stage) => Math.max(best, netOf(stage)), Number.NEGATIVE_INFINITY);
    return allowed.filter((stage) => netOf(stage) >= most - ROUNDING).at(-1) ?? stages.at(-1)!;
  }

  private put(demand: number, path: readonly number[] | undefined): void {
    this.count(demand, -1);
    this.path[demand] = path;
    this.count(demand, 1);
  }

  private count(demand: number, sign: 1 | -1): void {
    const path = this.path[demand];
    const present = this.present[demand];
    const { bandwidth } = this.problem.demands[demand]!;
    if (present !== undefined && path !== present) this.moves += sign;
    if (path === undefined) return;
    for (const link of path) this.load[link]! += sign * bandwidth;
    this.bandwidth += sign * bandwidth;
    this.placed += sign;
    if (present !== undefined) this.metric += sign * this.metricOf(path);
  }
}
