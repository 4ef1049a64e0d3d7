import { replaceWithFewMoves } from './few-moves.js';
import type { Effort, GlobalDemand, GlobalProblem } from './problem.js';

/** How an LSP that sends more than it can have is kept from harming others. */
export interface Isolation {
  /** Links of its path, in order. */
  readonly path: readonly number[];
  /** Bit/s that can be reserved for it there. */
  readonly bandwidth: number;
  /** LSPs that have to move, itself included. */
  readonly moves: number;
  /** Those of them that are others, ascending. */
  readonly movers: readonly string[];
}

/** Paths of the LSP that are tried, the shortest first. */
const MOST_PATHS = 24;
/** LSPs that are moved for one that misbehaves. */
const MOST_MOVES = 100;
/** Links looked at in search of them. */
const MOST_WORK = 4_000;
/** Where more LSPs may move, only those that are in the way do. */
const MOST_MOVABLE = 200;

/**
 * The best path for an LSP of which no path can have all that it sends (RFC 8051 3.1.2): none of its links carries others
 * whom it would overload there, and every other LSP keeps a path with its bandwidth. The fewest moves first, then the most
 * that can be reserved for it, then the least metric. Undefined: there is none, or none for at most 100 moves.
 *
 * `problem`: the LSPs that may move, `subject` among them; others are background. O(paths tried x a search for few moves).
 */
export function isolate(
  problem: GlobalProblem,
  subject: string,
  demand: number,
  effort: Effort,
): Isolation | undefined {
  const own = problem.demands.find(({ id }) => id === subject);
  if (own === undefined) return undefined;
  const present = own.current ?? own.held?.path;
  let best: (Isolation & { readonly metric: number }) | undefined;
  // PERF: searched in the order of what is unavoidable, so that most paths need no search.
  const candidates = candidatePaths(problem, own, present)
    .map((path) => ({ path, own: path.join() === present?.join() ? 0 : 1 }))
    .map((one) => ({ ...one, least: one.own + fewestToLeave(problem, subject, one.path, demand) }))
    .sort((a, b) => a.least - b.least);
  for (const { path, own: itself, least } of candidates) {
    if (least > Math.min(best?.moves ?? MOST_MOVES, MOST_MOVES)) break;
    const found = isolatedOn(problem, own, path, demand, effort);
    if (found === undefined || found.movers.length > MOST_MOVES) continue;
    const moves = found.movers.length + itself;
    const metric = path.reduce((sum, link) => sum + problem.metric[link]!, 0);
    const { bandwidth, movers } = found;
    const candidate = { path, bandwidth, moves, movers, metric };
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  if (best === undefined) return undefined;
  const { metric: _, ...isolation } = best;
  return isolation;
}

function isBetter(a: Isolation & { readonly metric: number }, b: typeof a): boolean {
  const difference = a.moves - b.moves || b.bandwidth - a.bandwidth || a.metric - b.metric;
  return difference < 0 || (difference === 0 && a.path.join() < b.path.join());
}

/** So many others have to leave the path at least: on some link the largest ones that make enough room. */
function fewestToLeave(
  { capacity, background, demands }: GlobalProblem,
  subject: string,
  path: readonly number[],
  demand: number,
): number {
  const excess = new Map(
    path.map((link) => [
      link,
      Math.min(demand, capacity[link]!) + (background?.[link] ?? 0) - capacity[link]!,
    ]),
  );
  const over = new Map<number, number[]>();
  for (const { id, current = [], bandwidth } of demands) {
    if (id === subject) continue;
    for (const link of current) {
      const left = excess.get(link);
      if (left === undefined) continue;
      excess.set(link, left + bandwidth);
      const known = over.get(link);
      if (known === undefined) over.set(link, [bandwidth]);
      else known.push(bandwidth);
    }
  }
  let most = 0;
  for (const [link, bandwidths] of over) {
    bandwidths.sort((a, b) => b - a);
    let left = excess.get(link)!;
    let count = 0;
    while (left > 0 && count < bandwidths.length) left -= bandwidths[count++]!;
    most = Math.max(most, count);
  }
  return most;
}

/** What the LSP can have of a path, and which others have to move for it; undefined: some of them can't. */
function isolatedOn(
  problem: GlobalProblem,
  { id }: GlobalDemand,
  path: readonly number[],
  demand: number,
  effort: Effort,
): Pick<Isolation, 'bandwidth' | 'movers'> | undefined {
  const { capacity, demands } = problem;
  const background = problem.background?.slice() ?? new Float64Array(capacity.length);
  let bandwidth = demand;
  for (const link of path) {
    const sent = Math.min(demand, capacity[link]!);
    if (background[link]! + sent > capacity[link]!) return undefined;
    bandwidth = Math.min(bandwidth, sent);
    background[link]! += sent;
  }
  const taken = new Set(path);
  const placed = demands.filter((other) => other.id !== id && (other.current?.length ?? 0) > 0);
  const others = placed.filter(
    ({ current }) => placed.length <= MOST_MOVABLE || current!.some((link) => taken.has(link)),
  );
  const free = Float64Array.from(capacity, (bits, link) => bits - background[link]!);
  const moving = new Set(others);
  for (const other of placed)
    if (!moving.has(other)) for (const link of other.current!) free[link]! -= other.bandwidth;
  const answer = replaceWithFewMoves(
    { ...problem, capacity: free, background: new Float64Array(free.length), demands: others },
    { targetUtilization: 1 },
    effort,
  );
  if (answer.paths.some((other) => other === undefined)) return undefined;
  return { bandwidth, movers: answer.moves.map(({ demand: other }) => other.id).sort() };
}

/** Paths without a node twice, by metric; the present one among them. */
function candidatePaths(
  { graph, capacity, metric }: GlobalProblem,
  { source, destination, allowed, metricBound = Number.POSITIVE_INFINITY }: GlobalDemand,
  present: readonly number[] | undefined,
): readonly (readonly number[])[] {
  const isUsable = (link: number): boolean =>
    graph.usable[link] === 1 &&
    capacity[link]! > 0 &&
    Number.isFinite(metric[link]!) &&
    allowed?.[link] !== 0;
  const left = metricTo(graph, destination, metric, isUsable);
  const found: (readonly number[])[] = [];
  const open: PartialPath[] = [{ path: [], at: source, metric: 0, total: left[source]! }];
  for (let work = 0; open.length > 0 && found.length < MOST_PATHS && work < MOST_WORK; ) {
    const nearest = open.reduce((best, one, index) => (one.total < open[best]!.total ? index : best), 0);
    const [{ path, at, metric: sum }] = open.splice(nearest, 1) as [PartialPath];
    if (at === destination) {
      found.push(path);
      continue;
    }
    const passed = new Set([source, ...path.map((link) => graph.target[link]!)]);
    for (let out = graph.outFirst[at]!; out < graph.outFirst[at + 1]!; out++) {
      const link = graph.outLink[out]!;
      const next = graph.target[link]!;
      work += 1;
      const total = sum + metric[link]! + left[next]!;
      if (isUsable(link) && !passed.has(next) && total <= metricBound && total < Number.POSITIVE_INFINITY)
        open.push({ path: [...path, link], at: next, metric: sum + metric[link]!, total });
    }
  }
  const isKnown = present === undefined || found.some((path) => path.join() === present.join());
  return isKnown || !present.every(isUsable) ? found : [present, ...found];
}

interface PartialPath {
  readonly path: readonly number[];
  readonly at: number;
  readonly metric: number;
  /** With the least that is still to come. */
  readonly total: number;
}

/** Least metric from each node to one of them. O(nodes x links) at worst, about the links usually. */
function metricTo(
  { nodes, inFirst, inLink, source }: GlobalProblem['graph'],
  destination: number,
  metric: Float64Array,
  isUsable: (link: number) => boolean,
): Float64Array {
  const least = new Float64Array(nodes.length).fill(Number.POSITIVE_INFINITY);
  least[destination] = 0;
  let queue: readonly number[] = [destination];
  while (queue.length > 0) {
    const changed = new Set<number>();
    for (const node of queue) {
      for (let into = inFirst[node]!; into < inFirst[node + 1]!; into++) {
        const link = inLink[into]!;
        const from = source[link]!;
        if (!isUsable(link) || least[node]! + metric[link]! >= least[from]!) continue;
        least[from] = least[node]! + metric[link]!;
        changed.add(from);
      }
    }
    queue = [...changed];
  }
  return least;
}
