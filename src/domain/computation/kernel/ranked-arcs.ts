import type { TeGraph } from '../graph/te-graph.js';
import { MOST_BUCKETS } from './bucket-queue.js';

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
  /** No usable link costs more, if every one costs 1 at least and none so much that buckets don't pay; else 0. */
  largest: number;
  /** By how much links may still become dearer in all before ranks might not be exact. */
  room: number;
  /** Arcs leaving a node, and arcs arriving at one. */
  readonly out: ArcRows;
  readonly into: ArcRows;
}

/**
 * Arc a lies beside the other arcs of its node, 8 bytes in one buffer: `ends[2a]` is the node at its other end,
 * `costs[2a + 1]` what it costs (UNUSABLE: nobody may take it). `link[a]` is its link; within a node they ascend.
 */
export interface ArcRows {
  readonly first: Int32Array;
  readonly ends: Int32Array;
  readonly costs: Uint32Array;
  readonly link: Int32Array;
}

/** In place of the cost of a link of which the metric isn't known. */
export const UNUSABLE = 0xffffffff;

/** A search adds up to four simple paths' ranks before it compares. */
const LARGEST_RANK = 2 ** 51;

/**
 * Undefined if the metric isn't made of whole numbers of which a simple path's sum surely leaves room for the count of
 * links; then ranks wouldn't be exact. O(V + E); 16 bytes per link.
 */
export function rankArcs(graph: TeGraph, metric: Float64Array): RankedArcs | undefined {
  const scale = 2 ** Math.ceil(Math.log2(graph.nodes.length + 1));
  const { sum, least, largest } = rangeOf(graph, metric);
  const room = LARGEST_RANK / scale - sum - 1;
  if (room <= 0) return undefined;
  const rows = (first: Int32Array, link: Int32Array, end: Int32Array): ArcRows => {
    const ends = new Int32Array(2 * link.length);
    const costs = new Uint32Array(ends.buffer);
    for (let arc = 0; arc < link.length; arc++) {
      ends[2 * arc] = end[link[arc]!]!;
      costs[2 * arc + 1] = costOf(metric, link[arc]!);
    }
    return { first, ends, costs, link };
  };
  return {
    scale,
    metric,
    largest: least >= 1 && largest < MOST_BUCKETS ? largest : 0,
    room,
    out: rows(graph.outFirst, graph.outLink, graph.target),
    into: rows(graph.inFirst, graph.inLink, graph.source),
  };
}

/**
 * Of the usable links: least and largest value, and the sum of the largest of every node, which bounds a simple path as that
 * leaves no node twice. The sum is Infinity if a value isn't whole.
 */
function rangeOf(graph: TeGraph, metric: Float64Array): { sum: number; least: number; largest: number } {
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let node = 0; node < graph.nodes.length; node++) {
    let dearest = 0;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const value = metric[graph.outLink[arc]!]!;
      if (value === Number.POSITIVE_INFINITY) continue;
      if (!isWhole(value)) sum = Number.POSITIVE_INFINITY;
      dearest = Math.max(dearest, value);
      least = Math.min(least, value);
    }
    sum += dearest;
    largest = Math.max(largest, dearest);
  }
  return { sum, least, largest };
}

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < UNUSABLE;

const costOf = (metric: Float64Array, link: number): number => Math.min(metric[link]!, UNUSABLE);

/**
 * Tells the arcs that the metric of a link is another one now; false if ranks would perhaps not be exact any more, then the
 * arcs are to be made anew. O(links at its two ends).
 */
export function recostLink(arcs: RankedArcs, link: number, source: number, target: number): boolean {
  const cost = costOf(arcs.metric, link);
  const before = setCost(arcs.into, target, link, cost);
  setCost(arcs.out, source, link, cost);
  if (arcs.metric[link] === Number.POSITIVE_INFINITY) return true;
  if (!isWhole(arcs.metric[link]!)) return false;
  arcs.room -= Math.max(0, cost - (before === UNUSABLE ? 0 : before));
  const isForBuckets = arcs.largest > 0 && cost >= 1 && cost < MOST_BUCKETS;
  arcs.largest = isForBuckets ? Math.max(arcs.largest, cost) : 0;
  return arcs.room > 0;
}

/** Returns what it was before. */
function setCost(rows: ArcRows, node: number, link: number, cost: number): number {
  let arc = rows.first[node]!;
  while (rows.link[arc] !== link) arc += 1;
  const before = rows.costs[2 * arc + 1]!;
  rows.costs[2 * arc + 1] = cost;
  return before;
}
