import type { TeGraph } from '../graph/te-graph.js';

/**
 * One metric's arcs, ready to be searched. A path's rank, `cost * scale + links`, is one number that orders paths by cost,
 * then by number of links; ranks add up along a path, and every link adds at least 1. Whole numbers well below 2^53, so
 * that sums and differences of ranks are exact.
 */
export interface RankedArcs {
  /** A power of two above the number of nodes, so above the links of any simple path. */
  readonly scale: number;
  /** By link, in the metric's own unit. */
  readonly metric: Float64Array;
  /** Arcs leaving a node, and arcs arriving at one. */
  readonly out: ArcRows;
  readonly into: ArcRows;
}

/**
 * Arc a lies beside the other arcs of its node, 16 bytes in one buffer: `words[4a]` is the node at its other end,
 * `words[4a + 1]` its link, `ranks[2a + 1]` what it adds to a rank (Infinity: never usable). Within a node by link number.
 */
export interface ArcRows {
  readonly first: Int32Array;
  readonly words: Int32Array;
  readonly ranks: Float64Array;
}

/** A search adds up to four simple paths' ranks before it compares. */
const LARGEST_RANK = 2 ** 51;

/**
 * Undefined if the metric isn't made of whole numbers of which a simple path's sum surely leaves room for the count of
 * links; then ranks wouldn't be exact. O(V + E); 32 bytes per link.
 */
export function rankArcs(graph: TeGraph, metric: Float64Array): RankedArcs | undefined {
  const scale = 2 ** Math.ceil(Math.log2(graph.nodes.length + 1));
  if (!fitsRanks(graph, metric, scale)) return undefined;
  const rows = (first: Int32Array, link: Int32Array, end: Int32Array): ArcRows => {
    const words = new Int32Array(4 * link.length);
    const ranks = new Float64Array(words.buffer);
    for (let arc = 0; arc < link.length; arc++) {
      words[4 * arc] = end[link[arc]!]!;
      words[4 * arc + 1] = link[arc]!;
      ranks[2 * arc + 1] = metric[link[arc]!]! * scale + 1;
    }
    return { first, words, ranks };
  };
  return {
    scale,
    metric,
    out: rows(graph.outFirst, graph.outLink, graph.target),
    into: rows(graph.inFirst, graph.inLink, graph.source),
  };
}

/** A simple path leaves each node once at most: the dearest link of every node bounds what it can cost. */
function fitsRanks(graph: TeGraph, metric: Float64Array, scale: number): boolean {
  let most = 0;
  for (let node = 0; node < graph.nodes.length; node++) {
    let dearest = 0;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const value = metric[graph.outLink[arc]!]!;
      if (value === Number.POSITIVE_INFINITY) continue;
      if (!Number.isInteger(value) || value < 0) return false;
      if (value > dearest) dearest = value;
    }
    most += dearest;
  }
  return (most + 1) * scale < LARGEST_RANK;
}

/** Tells the arcs that the metric of a link is another one now. O(links at its two ends). */
export function rerankLink(arcs: RankedArcs, link: number, source: number, target: number): void {
  const rank = arcs.metric[link]! * arcs.scale + 1;
  setRank(arcs.out, source, link, rank);
  setRank(arcs.into, target, link, rank);
}

function setRank(rows: ArcRows, node: number, link: number, rank: number): void {
  let arc = rows.first[node]!;
  while (rows.words[4 * arc + 1] !== link) arc += 1;
  rows.ranks[2 * arc + 1] = rank;
}
