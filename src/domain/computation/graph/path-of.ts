import type { Path } from '../../values/path.js';
import { amountOf, sumOf } from '../objective/path-order.js';
import type { TeGraph } from './te-graph.js';

/** The path in the terms of the outside, with its metrics. O(links). */
export function pathOf(graph: TeGraph, source: number, links: readonly number[]): Path {
  const delay = sumOf(graph.delay, links);
  const delayVariation = sumOf(graph.delayVariation, links);
  const lossExponent = sumOf(graph.lossExponent, links);
  return {
    nodes: [source, ...links.map((link) => graph.target[link]!)].map((node) => graph.nodes[node]!.id),
    links: links.map((link) => graph.links[link]!.id),
    igpMetric: sumOf(graph.igpMetric, links),
    teMetric: sumOf(graph.teMetric, links),
    ...(delay === Number.POSITIVE_INFINITY ? {} : { delay }),
    ...(delayVariation === Number.POSITIVE_INFINITY ? {} : { delayVariation }),
    ...(lossExponent === Number.POSITIVE_INFINITY ? {} : { loss: amountOf('LOSS', lossExponent) }),
  };
}
