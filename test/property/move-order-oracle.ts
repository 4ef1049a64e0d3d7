import fc from 'fast-check';
import type {
  OrderedLsp,
  OrderProblem,
  Placement,
} from '../../src/domain/computation/global/move-order/problem.js';
import type { PlayedNetwork } from '../support/move-order-simulator.js';
import { allPaths, type DrawnLink, graphOf, problemOf } from './global-placement-oracle.js';

/** Small crowded networks whose LSPs are to change places, and slow answers about them. */

export interface DrawnOrder {
  readonly nodes: number;
  readonly links: number;
  readonly lsps: number;
  readonly capacity: number;
  readonly bandwidth: number;
  /** All LSPs start at node 0 and move, with the bandwidth that they have: so more of them wait for each other. */
  readonly isCrowded?: boolean;
}

/** Where each LSP may be, for temporary paths. */
export const pathsOf = (
  { graph }: OrderProblem,
  { present, target, allowed }: OrderedLsp,
): readonly (readonly number[])[] => {
  const path = (present ?? target)!.path;
  const demand = {
    id: '',
    source: graph.source[path[0]!]!,
    destination: graph.target[path.at(-1)!]!,
    bandwidth: 0,
    ...(allowed === undefined ? {} : { allowed }),
  };
  return allPaths(problemOf(graph, []), demand);
};

/** `spare`: what is added to the most that any link carries before and after; so the smaller, the more crowded. */
export const orderProblems = (drawn: DrawnOrder): fc.Arbitrary<OrderProblem> =>
  fc
    .record({
      links: fc.array(
        fc.record({
          from: fc.nat(drawn.nodes - 1),
          step: fc.integer({ min: 1, max: drawn.nodes - 1 }),
          metric: fc.nat(5),
        }),
        { minLength: drawn.nodes, maxLength: drawn.links },
      ),
      spare: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: drawn.links, maxLength: drawn.links }),
      background: fc.array(fc.nat(3), { minLength: drawn.links, maxLength: drawn.links }),
      lsps: fc.array(
        fc.record({
          source: fc.nat(drawn.nodes - 1),
          step: fc.integer({ min: 1, max: drawn.nodes - 1 }),
          bandwidth: fc.nat(drawn.bandwidth),
          resized: fc.option(fc.nat(drawn.bandwidth), { freq: 8 }),
          priority: fc.constantFrom(0, 7, undefined),
          present: fc.nat(20),
          target: fc.nat(20),
          kind: fc.constantFrom('moves', 'moves', 'moves', 'moves', 'moves', 'comes', 'goes'),
        }),
        { minLength: 2, maxLength: drawn.lsps },
      ),
    })
    .map(({ links, spare, background, lsps }) => {
      const drawnLinks = links.map(
        ({ from, step, metric }): DrawnLink => ({
          from,
          to: (from + step) % drawn.nodes,
          capacity: 1,
          metric,
        }),
      );
      const graph = graphOf(drawn.nodes, drawnLinks);
      const before = graph.links.map(() => 0);
      const after = graph.links.map(() => 0);
      const placed = lsps.flatMap((lsp, index): OrderedLsp[] => {
        const { step, bandwidth } = lsp;
        const source = drawn.isCrowded === true ? 0 : lsp.source;
        const resized = drawn.isCrowded === true ? null : lsp.resized;
        const kind = drawn.isCrowded === true ? 'moves' : lsp.kind;
        const demand = { id: '', source, destination: (source + step) % drawn.nodes, bandwidth };
        const paths = allPaths(problemOf(graph, []), demand);
        if (paths.length === 0) return [];
        const present = { path: paths[lsp.present % paths.length]!, bandwidth };
        const target = { path: paths[lsp.target % paths.length]!, bandwidth: resized ?? bandwidth };
        if (kind !== 'comes') for (const link of present.path) before[link]! += present.bandwidth;
        if (kind !== 'goes') for (const link of target.path) after[link]! += target.bandwidth;
        return [
          {
            id: `lsp ${index}`,
            ...(lsp.priority === undefined ? {} : { priority: lsp.priority }),
            present: kind === 'comes' ? undefined : present,
            target: kind === 'goes' ? undefined : target,
          },
        ];
      });
      const capacity = Float64Array.from(
        graph.links,
        (_, link) => Math.max(before[link]!, after[link]!, 1) + spare[link]! + background[link]!,
      );
      return {
        graph,
        capacity,
        background: Float64Array.from(graph.links, (_, link) => background[link]!),
        metric: graph.igpMetric,
        lsps: placed,
      };
    });

export const networkOf = ({ capacity, background, lsps }: OrderProblem): PlayedNetwork => ({
  capacity: [...capacity],
  background: background === undefined ? [...capacity].map(() => 0) : [...background],
  present: new Map(lsps.flatMap(({ id, present }) => (present === undefined ? [] : [[id, present]]))),
});

const on = (placement: Placement | undefined, link: number): number =>
  placement?.path.includes(link) === true ? placement.bandwidth : 0;

/** True if LSP `moving` can get from its place to `to` while all others stay where `places` says. */
function hasRoom(
  problem: OrderProblem,
  places: readonly (Placement | undefined)[],
  moving: number,
  to: Placement | undefined,
): boolean {
  return problem.graph.links.every((_, link) => {
    const others = places.reduce((sum, place, lsp) => sum + (lsp === moving ? 0 : on(place, link)), 0);
    const background = problem.background?.[link] ?? 0;
    const both = Math.max(on(places[moving], link), on(to, link));
    return both <= on(places[moving], link) || others + both + background <= problem.capacity[link]!;
  });
}

const isAtTarget = (lsp: OrderedLsp, place: Placement | undefined): boolean =>
  JSON.stringify(place) === JSON.stringify(lsp.target);

/** Most LSPs that can be moved to their targets, one after the other in any order, without temporary paths. */
export function mostMoved(problem: OrderProblem): number {
  const { lsps } = problem;
  const seen = new Set<string>();
  let most = 0;
  const visit = (moved: readonly boolean[]): void => {
    const key = moved.join();
    if (seen.has(key)) return;
    seen.add(key);
    most = Math.max(most, moved.filter(Boolean).length);
    const places = lsps.map(({ present, target }, lsp) => (moved[lsp] === true ? target : present));
    lsps.forEach(({ target }, lsp) => {
      if (moved[lsp] === true || !hasRoom(problem, places, lsp, target)) return;
      visit(moved.map((other, at) => other || at === lsp));
    });
  };
  visit(lsps.map((lsp) => isAtTarget(lsp, lsp.present)));
  return most - lsps.filter((lsp) => isAtTarget(lsp, lsp.present)).length;
}

/** Fewest LSPs that have to be released so that all get to their targets; Infinity: no number is enough. */
export function fewestReleases(problem: OrderProblem): number {
  const { lsps } = problem;
  let level = new Map<string, readonly (Placement | undefined)[]>();
  const start = lsps.map(({ present }) => present);
  level.set(JSON.stringify(start), start);
  const seen = new Set<string>();
  for (let releases = 0; level.size > 0; releases++) {
    const next = new Map<string, readonly (Placement | undefined)[]>();
    const open = [...level.entries()];
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      const [key, places] = entry;
      if (seen.has(key)) continue;
      seen.add(key);
      if (lsps.every((lsp, at) => isAtTarget(lsp, places[at]))) return releases;
      lsps.forEach(({ target }, at) => {
        const withPlace = (place: Placement | undefined) =>
          places.map((other, index) => (index === at ? place : other));
        const keyed = (state: readonly (Placement | undefined)[]) =>
          JSON.stringify(state.map((place) => place ?? 0));
        if (!isAtTarget(lsps[at]!, places[at]) && hasRoom(problem, places, at, target)) {
          const state = withPlace(target);
          open.push([keyed(state), state]);
        }
        if (places[at] !== undefined && target !== undefined) {
          const state = withPlace(undefined);
          next.set(keyed(state), state);
        }
      });
    }
    level = next;
  }
  return Number.POSITIVE_INFINITY;
}

/** True if all get to their targets with any temporary paths of present bandwidth; undefined: too many states to look at. */
export function isReachableWithDetours(problem: OrderProblem, mostStates: number): boolean | undefined {
  const { lsps } = problem;
  const options = lsps.map((lsp) => [
    ...pathsOf(problem, lsp).map((path) => ({ path, bandwidth: (lsp.present ?? lsp.target)!.bandwidth })),
    lsp.target,
  ]);
  const seen = new Set<string>();
  const start = lsps.map(({ present }) => present);
  const open: (readonly (Placement | undefined)[])[] = [start];
  for (let places = open.pop(); places !== undefined; places = open.pop()) {
    const key = JSON.stringify(places.map((place) => place ?? 0));
    if (seen.has(key)) continue;
    if (seen.size >= mostStates) return undefined;
    seen.add(key);
    if (lsps.every((lsp, at) => isAtTarget(lsp, places[at]))) return true;
    for (const [at, { present, target }] of lsps.entries()) {
      const some = present === undefined ? [target] : options[at]!;
      if (places[at] === undefined && present !== undefined) continue;
      for (const to of some) {
        if (to === undefined && target !== undefined) continue;
        if (!hasRoom(problem, places, at, to)) continue;
        open.push(places.map((other, index) => (index === at ? to : other)));
      }
    }
  }
  return false;
}
