import type { TeGraph } from '../graph/te-graph.js';

/** A path and what it carries of a flow. */
export interface FlowPath {
  readonly amount: number;
  readonly links: readonly number[];
}

/**
 * Simple paths that together carry the flow, the widest first, then by their links: at most one per link. Flow in
 * circles is left out. Consumes `flow`. O(E V).
 */
export function flowPaths(
  graph: TeGraph,
  flow: Float64Array,
  source: number,
  sink: number,
): readonly FlowPath[] {
  const next = graph.outFirst.slice();
  const placeOf = new Int32Array(graph.nodes.length).fill(-1);
  const paths: FlowPath[] = [];
  const links: number[] = [];
  const take = (taken: readonly number[]): number => {
    const amount = taken.reduce((least, link) => Math.min(least, flow[link]!), Number.POSITIVE_INFINITY);
    for (const link of taken) flow[link]! -= amount;
    return amount;
  };
  /** Goes back to the node at this place of the path. */
  const cutBack = (length: number): void => {
    for (const link of links.splice(length)) placeOf[graph.target[link]!] = -1;
  };
  let node = source;
  placeOf[source] = 0;
  for (;;) {
    const end = graph.outFirst[node + 1]!;
    while (next[node]! < end && flow[graph.outLink[next[node]!]!] === 0) next[node]! += 1;
    // What flows into a node flows out of it, so only the source runs dry.
    if (next[node] === end) break;
    const link = graph.outLink[next[node]!]!;
    const beyond = graph.target[link]!;
    links.push(link);
    const place = placeOf[beyond]!;
    if (place >= 0) {
      const circle = links.slice(place);
      take(circle);
      links.pop();
      cutBack(place);
      node = beyond;
      continue;
    }
    placeOf[beyond] = links.length;
    node = beyond;
    if (node !== sink) continue;
    paths.push({ amount: take(links), links: [...links] });
    cutBack(0);
    node = source;
  }
  return paths.sort((a, b) => b.amount - a.amount || compareLinks(a.links, b.links));
}

function compareLinks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((link, place) => link !== b[place]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
}
