import { err, ok, type Result } from '../../values/result.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { IgpTrees } from './igp-trees.js';

/** From this position of the path no segment leads on: neither the link nor any node behind it has a usable SID. */
export interface NoSegment {
  readonly link: number;
}

/** A segment that leads exactly along the path up to some position, begun at `from` or anywhere behind it. */
export interface Segment<Step> {
  readonly from: number;
  readonly hop: Step;
}

interface Choice<Step> {
  readonly count: number;
  /** Position up to which the first segment leads. */
  readonly to: number;
  readonly hop: Step;
}

/**
 * The fewest segments that lead along all of `links`; `segments[i]` are those that end behind `links[i]`, the preferred
 * first. Among as few, those that reach furthest first. O(links^2 * segments at a position).
 */
export function fewestSegments<Step>(
  links: readonly number[],
  segments: readonly (readonly Segment<Step>[])[],
): Result<readonly Step[], NoSegment> {
  const choices: (Choice<Step> | undefined)[] = links.map(() => undefined);
  const countFrom = (position: number): number =>
    position === links.length ? 0 : (choices[position]?.count ?? Number.POSITIVE_INFINITY);
  for (let from = links.length - 1; from >= 0; from--) {
    let best: Choice<Step> | undefined;
    for (let to = links.length; to > from; to--) {
      const count = countFrom(to) + 1;
      if (count >= (best?.count ?? Number.POSITIVE_INFINITY)) continue;
      const segment = segments[to - 1]!.find((one) => one.from <= from);
      if (segment !== undefined) best = { count, to, hop: segment.hop };
    }
    choices[from] = best;
  }
  const hops: Step[] = [];
  for (let from = 0; from < links.length; ) {
    const choice = choices[from];
    if (choice === undefined) {
      return err({ link: links[choices.findLastIndex((one) => one === undefined)]! });
    }
    hops.push(choice.hop);
    from = choice.to;
  }
  return ok(hops);
}

/**
 * The first position from which traffic to the node at `position` goes exactly along the path: its one shortest path there
 * by these trees. `position` itself if that is from nowhere else.
 */
export function stretchStart(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  position: number,
): number {
  if (position === 0) return 0;
  const tree = trees.towards(graph.target[links[position - 1]!]!);
  let from = position;
  while (from > 0) {
    const link = links[from - 1]!;
    const node = graph.source[link]!;
    if (tree.next[node] !== link || tree.unique[node] === 0) break;
    from -= 1;
  }
  return from;
}
